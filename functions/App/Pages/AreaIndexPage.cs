using System.Globalization;
using System.Text.RegularExpressions;
using BudgetWatch.App.Http.Contract;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.App.Pages;

/// <summary>Every area by region, and a search that finds the area of any council, present or abolished, by name or code.</summary>
internal static partial class AreaIndexPage
{
    private const string Title = "Find a council";

    /// <summary>Makes the page, with what was looked for.</summary>
    public static SitePage Of(Parameters parameters, LoadedRelease release)
    {
        var sought = (parameters.Find(PageQuestions.Requested) ?? "").Trim();
        var isTooLong = sought.Length > AreaNames.Longest;
        var main = Markup.Of(
            $"""
            <h1>{Title}</h1>
            <p>Search by name or code, current or former: counties, cities, boroughs and districts, including those abolished since 2007.</p>
            {Search(isTooLong ? "" : sought, parameters, release)}
            """
        );
        if (isTooLong)
        {
            main.Add(
                $"<p class=\"problem\" role=\"alert\">No council has a name of more than {AreaNames.Longest} letters. Type a part of the name.</p>\n"
            );
        }
        else if (sought.Length > 0)
        {
            main.Add($"<section aria-labelledby=\"found\">{Found(sought, parameters, release, "h2")}</section>\n");
        }

        main.Add($"{ByRegion(parameters, release)}");
        return new SitePage(
            sought.Length > 0 && !isTooLong ? $"{sought}: {Title.ToLowerInvariant()}" : Title,
            "Every upper-tier area of England, with what it lost, and a search for councils by any name they had.",
            main
        )
        {
            Under = "/areas",
            Status = isTooLong ? 400 : 200,
        };
    }

    /// <summary>The form to look a council up with, in the release that is read.</summary>
    public static Markup Search(string sought, Parameters parameters, LoadedRelease release) =>
        Markup.Of(
            $"""
            <form class="search" role="search" action="/areas" method="get">
            <label for="q">Name or code of a council</label>
            <div><input id="q" name="q" type="search" maxlength="{AreaNames.Longest}" value="{sought}" autocomplete="off" spellcheck="false"> <button type="submit">Find</button></div>
            {(
                PageQuestions.PinnedTo(parameters, release) is { } id
                    ? Markup.Of($"<input type=\"hidden\" name=\"release\" value=\"{id}\">\n")
                    : new Markup()
            )}</form>

            """
        );

    /// <summary>What was found under a name, under a heading of its own.</summary>
    public static Markup Found(string sought, Parameters parameters, LoadedRelease release, string heading)
    {
        var found = release.Names.Find(sought);
        var text = found switch
        {
            { IsExact: true, Count: 0 } or { Places.Count: 0 } => $"No council is called \u201C{sought}\u201D",
            { IsExact: false } => $"No council is called \u201C{sought}\u201D. Did you mean",
            { Count: 1 } => $"\u201C{sought}\u201D is",
            _ => string.Create(CultureInfo.InvariantCulture, $"\u201C{sought}\u201D: {found.Count} found"),
        };
        var markup = heading == "h2" ? Markup.Of($"<h2 id=\"found\">{text}</h2>\n") : new Markup();
        if (found.Places.Count == 0)
        {
            return markup.Add(
                $"<p>{(Postcode().IsMatch(sought) ? "You cannot search by postcode. Type the name of the council that runs the place." : "Try a part of the name, without \u201Ccouncil\u201D; the name of the county, borough or district; or its code, such as E08000012. Councils outside England are not here.")}</p>\n"
            );
        }

        markup.Add(
            $"<ul class=\"plain places\">\n{new Markup().AddEach(found.Places, place => $"<li>{Place(place, parameters, release)}</li>\n")}</ul>\n"
        );
        return found.Count > found.Places.Count
            ? markup.Add($"<p>These are the first {found.Places.Count}. Type more of the name.</p>\n")
            : markup;
    }

    private static Markup Place(NamedPlace place, Parameters parameters, LoadedRelease release)
    {
        var markup = place.Area is { } area
            ? Markup.Of(
                $"<a href=\"{PageQuestions.AreaOf(area.Members.Any(member => member.Place.Value == place.Code) ? place.Code : area.Code.Value, parameters, release)}\">{place.Name}</a>: {place.Text}"
            )
            : Markup.Of($"{place.Name}: {place.Text}");
        return place.District is { } district
            ? markup.Add(
                $" (<a href=\"{PageQuestions.AreaOf(district.Code.Value, parameters, release, GeographyKind.LowerTier)}\">{district.Name} on the map of districts</a>)"
            )
            : markup;
    }

    private static Markup ByRegion(Parameters parameters, LoadedRelease release)
    {
        // Each name has what its area lost. Where the release lacks the years of the headline, the name is alone.
        var (query, _) = Parameters.Of([], ComparisonQueries.OfComparison).Then(none => ComparisonQueries.Comparison(none, release));
        var cuts = query is null
            ? new Dictionary<AreaCode, double?>()
            : release.Compare(query).Areas.ToDictionary(cut => cut.Area.Code, cut => cut.ChangePercent);
        var regions = release.Figures.Areas.GroupBy(area => area.Region).OrderBy(region => region.Key, StringComparer.Ordinal).ToList();
        var markup = new Markup();
        if (query is not null)
        {
            markup.Add(
                $"<p class=\"small\">Beside each area: the change in {query.Scope.Title.ToLowerInvariant()}, {query.From} to {query.To}, in budgets, real terms, per head.</p>\n"
            );
        }

        return markup.AddEach(
            regions.Select(
                (region, i) =>
                    (
                        region.Key,
                        Id: $"region-{i.ToString(CultureInfo.InvariantCulture)}",
                        Areas: region.OrderBy(area => area.Name, StringComparer.Ordinal)
                    )
            ),
            region =>
                $"""
                    <section aria-labelledby="{region.Id}"><h2 id="{region.Id}">{region.Key}</h2>
                    <ul class="places columns">
                    {new Markup().AddEach(
                        region.Areas,
                        area =>
                            $"<li><a href=\"{PageQuestions.AreaOf(area.Code.Value, parameters, release)}\">{area.Name}</a>{(cuts.GetValueOrDefault(area.Code) is { } change ? $" {FigureText.Percent(change)}" : "")}</li>\n"
                    )}</ul></section>

                    """
        );
    }

    [GeneratedRegex(
        "^[A-Z]{1,2}[0-9][0-9A-Z]? ?([0-9][A-Z]{2})?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Postcode();
}
