using System.Text.Json;
using MlFunctions.Http;
using MlFunctions.Learning;
using MlFunctions.Scoring;

namespace MlFunctions.Feedback;

/// <summary>
/// Reads the body of a correction against the batch that it is about. <c>{"subjects": […], "ratings": [0|1]}</c> says which predictions were wrong
/// and right, which tells the truth where there are two classes; <c>{"actuals": {subject: value}}</c> says the truth itself.
/// </summary>
/// <param name="pipeline">The pipeline.</param>
/// <param name="model">A model of it, which knows the classes.</param>
/// <param name="batch">The batch as it is shown.</param>
/// <param name="features">The rows of the batch.</param>
internal sealed class CorrectionBody(ServedPipeline pipeline, ServedModel model, JsonElement batch, JsonElement features)
{
    private readonly FaultList<FieldError> _errors = new();
    private readonly List<CorrectedRow> _rows = [];
    private readonly Dictionary<string, int> _places = batch.GetProperty("subjects").EnumerateArray()
        .Select((subject, place) => (Name: subject.GetString()!, place)).ToDictionary(s => s.Name, s => s.place, StringComparer.Ordinal);

    /// <summary>The rows that something is said of; or what is wrong.</summary>
    /// <param name="body">The body.</param>
    public (IReadOnlyList<CorrectedRow> Rows, IReadOnlyList<FieldError> Errors) Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            _errors.Add(new FieldError("$", "must be an object with subjects and ratings, or with actuals"));
            return (_rows, _errors);
        }

        foreach (var member in body.EnumerateObject().Where(member => member.Name is not ("subjects" or "ratings" or "actuals")))
        {
            _errors.Add(new FieldError(member.Name, "is not known; expected subjects and ratings, or actuals"));
        }

        var hasActuals = body.TryGetProperty("actuals", out var actuals);
        if (hasActuals == (body.TryGetProperty("subjects", out _) || body.TryGetProperty("ratings", out _)))
        {
            _errors.Add(new FieldError("$", "must have either subjects and ratings, or actuals"));
        }
        else if (hasActuals)
        {
            ReadActuals(actuals);
        }
        else
        {
            ReadRatings(body);
        }

        return (_rows, _errors);
    }

    private void ReadActuals(JsonElement actuals)
    {
        if (actuals.ValueKind != JsonValueKind.Object || !actuals.EnumerateObject().Any())
        {
            _errors.Add(new FieldError("actuals", "must be an object with a value for each subject that is known now"));
            return;
        }

        foreach (var actual in actuals.EnumerateObject().TakeWhile(_ => !_errors.IsCutShort))
        {
            var field = $"actuals.{actual.Name}";
            if (PlaceOf(actual.Name, field) is not { } place)
            {
                continue;
            }

            if (Fault(actual.Value) is { } fault)
            {
                _errors.Add(new FieldError(field, fault));
            }
            else
            {
                Add(actual.Name, place, actual.Value);
            }
        }
    }

    private void ReadRatings(JsonElement body)
    {
        if (pipeline.Definition.Task != LearningTask.Binary || model.Labels.Count != 2)
        {
            _errors.Add(new FieldError("ratings", "say what is true only where there are two classes; this pipeline needs actuals: {\"actuals\": {subject: value}}"));
            return;
        }

        var subjects = Items(body, "subjects", "an array of the subjects that are rated");
        var ratings = Items(body, "ratings", "an array with 0 (wrong) or 1 (right) for each subject");
        if (_errors.Count == 0 && (subjects.Length != ratings.Length || subjects.Length == 0))
        {
            _errors.Add(new FieldError("ratings", $"has {ratings.Length} ratings for {subjects.Length} subjects, expected one for each and at least one"));
        }

        var rated = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Math.Min(subjects.Length, ratings.Length) && !_errors.IsCutShort; i++)
        {
            var subject = subjects[i].ValueKind == JsonValueKind.String ? subjects[i].GetString()! : subjects[i].GetRawText();
            var isRating = ratings[i].ValueKind == JsonValueKind.Number && ratings[i].TryGetInt32(out var rating) && rating is 0 or 1;
            if (!isRating)
            {
                _errors.Add(new FieldError($"ratings[{i}]", $"is {ratings[i].GetRawText()}, expected 0 (the prediction was wrong) or 1 (it was right)"));
            }

            if (!rated.Add(subject))
            {
                _errors.Add(new FieldError($"subjects[{i}]", $"'{subject}' is there twice"));
            }
            else if (PlaceOf(subject, $"subjects[{i}]") is { } place && isRating)
            {
                Add(subject, place, ratings[i].GetInt32() == 1 ? Predicted(place) : OtherThan(Predicted(place)));
            }
        }
    }

    private JsonElement[] Items(JsonElement body, string member, string expected)
    {
        if (body.TryGetProperty(member, out var items) && items.ValueKind == JsonValueKind.Array)
        {
            return [.. items.EnumerateArray()];
        }

        _errors.Add(new FieldError(member, $"must be {expected}"));
        return [];
    }

    private int? PlaceOf(string subject, string field)
    {
        if (_places.TryGetValue(subject, out var place))
        {
            return place;
        }

        _errors.Add(new FieldError(field, $"'{subject}' is no subject of this batch"));
        return null;
    }

    private string? Fault(JsonElement actual)
    {
        if (model.Labels.Count > 0)
        {
            return actual.ValueKind == JsonValueKind.String && model.Labels.Contains(actual.GetString()!, StringComparer.Ordinal)
                ? null
                : $"is {actual.GetRawText()}, expected one of {string.Join(", ", model.Labels)}";
        }

        var count = model.OutputCount;
        var isRight = count == 1 ? IsFinite(actual)
            : actual.ValueKind == JsonValueKind.Array && actual.GetArrayLength() == count && actual.EnumerateArray().All(IsFinite);
        return isRight ? null : $"is {actual.GetRawText()}, expected {(count == 1 ? "a number" : $"an array of {count} numbers: {string.Join(", ", pipeline.Definition.Targets.Select(t => t.As))}")}";
    }

    private static bool IsFinite(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number);

    private JsonElement Predicted(int place) => batch.GetProperty("predictions")[place];

    private JsonElement OtherThan(JsonElement predicted) =>
        JsonSerializer.SerializeToElement(model.Labels.First(label => label != predicted.GetString()));

    private void Add(string subject, int place, JsonElement actual) =>
        _rows.Add(new CorrectedRow(subject, features[place], Predicted(place), actual) { Scores = batch.GetProperty("scores")[place] });
}
