using System.Text.Json;
using MlFunctions.Http;

namespace MlFunctions.Scoring;

/// <summary>The body of <c>POST ingest/{pipeline}</c>, taken apart without being copied: which bytes are the subjects and which the rows.</summary>
/// <param name="Subjects">An array of texts.</param>
/// <param name="Count">How many subjects there are.</param>
/// <param name="Features">The rows, not looked into yet.</param>
/// <param name="Errors">What is wrong so far; empty: nothing.</param>
internal sealed record IngestBody(ReadOnlyMemory<byte> Subjects, int Count, ReadOnlyMemory<byte> Features, FaultList<FieldError> Errors)
{
    private const int LongestSubject = 200;
    private const string Shape = "{\"subjects\": […], \"features\": [[…]]}";

    /// <summary>Reads a body.</summary>
    /// <exception cref="JsonException">It is not a JSON object, or deeper nested than rows are.</exception>
    public static IngestBody Read(ReadOnlyMemory<byte> body)
    {
        var json = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = 16 });
        var errors = new FaultList<FieldError>();
        ReadOnlyMemory<byte> subjects = default, features = default;
        var count = 0;
        if (body.IsEmpty || !json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException(body.IsEmpty ? $"it is empty, expected {Shape}" : $"expected {Shape}");
        }

        try
        {
            while (!errors.IsCutShort && json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("subjects"u8))
                {
                    Once(subjects, "subjects", errors);
                    json.Read();
                    var start = (int)json.TokenStartIndex;
                    count = ReadSubjects(ref json, errors);
                    subjects = body[start..(int)json.BytesConsumed];
                }
                else if (json.ValueTextEquals("features"u8))
                {
                    Once(features, "features", errors);
                    json.Read();
                    var start = (int)json.TokenStartIndex;
                    json.Skip();
                    features = body[start..(int)json.BytesConsumed];
                }
                else
                {
                    if (errors.IsFull)
                    {
                        errors.AddMore();
                    }
                    else
                    {
                        errors.Add(new FieldError(json.GetString()!, "is not known; expected subjects and features"));
                    }

                    json.Skip();
                }
            }
        }
        catch (InvalidOperationException exception)
        {
            // What the JSON reader throws for a text that is not valid UTF-8 or UTF-16.
            throw new JsonException($"a text is not valid Unicode: {exception.Message}", exception);
        }

        if (!errors.IsCutShort && json.Read())
        {
            throw new JsonException("there is more after the request");
        }

        Required(subjects, "subjects", "an array of texts that name the rows", errors);
        Required(features, "features", "an array with a row of values for each subject", errors);
        return new IngestBody(subjects, count, features, errors);
    }

    private static int ReadSubjects(ref Utf8JsonReader json, FaultList<FieldError> errors)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            errors.Add(new FieldError("subjects", "must be an array of texts that name the rows"));
            json.Skip();
            return 0;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        for (; !errors.IsCutShort && json.Read() && json.TokenType != JsonTokenType.EndArray; index++)
        {
            var subject = json.TokenType == JsonTokenType.String ? json.GetString()! : null;
            json.Skip();
            var fault = subject is null or "" ? "must be a text that is not empty"
                : subject.Length > LongestSubject ? $"has {subject.Length:N0} characters, at most {LongestSubject} are expected"
                : !seen.Add(subject) ? $"'{subject}' is there twice; subjects must be unique"
                : null;
            if (fault is not null)
            {
                errors.Add(new FieldError($"subjects[{index}]", fault));
            }
        }

        return index;
    }

    private static void Once(ReadOnlyMemory<byte> value, string name, FaultList<FieldError> errors)
    {
        if (!value.IsEmpty)
        {
            errors.Add(new FieldError(name, "is given twice"));
        }
    }

    private static void Required(ReadOnlyMemory<byte> value, string name, string expected, FaultList<FieldError> errors)
    {
        if (value.IsEmpty)
        {
            errors.Add(new FieldError(name, $"is missing, expected {expected}"));
        }
    }
}
