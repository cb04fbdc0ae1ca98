namespace MlFunctions.OpenApi;

/// <summary>
/// Describes an HTTP function in the OpenAPI document. Route, methods, path parameters and keys come from its trigger; the problems that
/// follow from these (400, 401, 404, 413, 415, 422, 429, 500) need not be listed.
/// </summary>
/// <param name="summary">What it does, in one sentence.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OperationAttribute(string summary) : Attribute
{
    /// <summary>What it does.</summary>
    public string Summary { get; } = summary;

    /// <summary>The type that the answer is written from; null: anything of <see cref="AnswerType"/>.</summary>
    public Type? Answer { get; init; }

    /// <summary>The name of the schema of an answer that is written from no type; null: <see cref="Answer"/> says what it is.</summary>
    public string? AnswerSchema { get; init; }

    /// <summary>The media type of the answer.</summary>
    public string AnswerType { get; init; } = "application/json";

    /// <summary>The status of the answer where all is well.</summary>
    public int Status { get; init; } = 200;

    /// <summary>An example of the body, which also says that it takes one; null: it takes none.</summary>
    public string? Body { get; init; }

    /// <summary>The name of the schema of the body; null: it says nothing of itself but its example.</summary>
    public string? BodySchema { get; init; }

    /// <summary>The media type of the body.</summary>
    public string BodyType { get; init; } = "application/json";

    /// <summary>Parameters of the query, each as <c>name: what it means</c>; <c>name*</c> of one that is needed.</summary>
    public string[] Query { get; init; } = [];

    /// <summary>Further statuses with a problem, such as 409.</summary>
    public int[] Problems { get; init; } = [];

    /// <summary>Whether it makes what its path names, so that nothing need be there and it never answers 404.</summary>
    public bool Creates { get; init; }

    /// <summary>Whether it answers 201 instead where it has made what its path names.</summary>
    public bool MayCreate { get; init; }

    /// <summary>Whether it is described otherwise, or is no part of the API.</summary>
    public bool IsHidden { get; init; }
}
