using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace MlFunctions.Http;

/// <summary>Which part of a list is asked for: <c>?limit=</c> items, those after the item that <c>?after=</c> names.</summary>
/// <param name="Limit">How many.</param>
/// <param name="After">The id of the last item of the page before; null: from the start.</param>
internal sealed record PageRequest(int Limit, string? After)
{
    /// <summary>How many are given unless asked otherwise.</summary>
    public const int Usual = 100;

    /// <summary>The most that can be asked for.</summary>
    public const int Most = 1000;

    /// <summary>Reads the query of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="problem">422 where the limit is no number within its range.</param>
    public static PageRequest Read(HttpRequest request, out IResult? problem)
    {
        problem = null;
        var limit = Usual;
        if (request.Query["limit"] is [{ } text]
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > Most))
        {
            problem = Problems.Invalid("There is no such page.", [new FieldError("limit", $"is '{text}', expected a whole number from 1 to {Most}")]);
        }

        return new PageRequest(limit, request.Query["after"] is [{ Length: > 0 } after] ? after : null);
    }

    /// <summary>The page of a list; where more follow, the answer gets a <c>Link</c> header to the next page (RFC 8288).</summary>
    /// <param name="items">The whole list, in order.</param>
    /// <param name="idOf">What names an item.</param>
    /// <param name="request">The request that is answered.</param>
    /// <returns>The items; none where no item is named as <see cref="After"/> is.</returns>
    public IReadOnlyList<T> Of<T>(IEnumerable<T> items, Func<T, string> idOf, HttpRequest request)
    {
        var rest = After is null ? items : items.SkipWhile(item => idOf(item) != After).Skip(1);
        var page = rest.Take(Limit + 1).ToList();
        if (page.Count > Limit)
        {
            page.RemoveAt(Limit);
            request.HttpContext.Response.Headers.Link = $"<{request.Path}?limit={Limit}&after={Uri.EscapeDataString(idOf(page[^1]))}>; rel=\"next\"";
        }

        return page;
    }
}
