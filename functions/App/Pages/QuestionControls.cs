using System.Globalization;
using BudgetWatch.App.Http.Contract;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.App.Pages;

/// <summary>Controls that change the question: a form that works without scripts, whose state is the address.</summary>
internal static class QuestionControls
{
    private static readonly Dictionary<string, string> Texts = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["budget"] = "Budgets (planned)",
        ["outturn"] = "Outturn (spent)",
        ["real-per-head"] = "Real terms, per head",
        ["real"] = "Real terms, total",
        ["cash-per-head"] = "Cash, per head",
        ["cash"] = "Cash, total",
        ["included"] = "With London",
        ["excluded"] = "Without London",
    };

    /// <summary>What readers call a word of the API.</summary>
    public static string InWords(string word) => Texts[word];

    /// <summary>The choices of a question about two years: scope, return, years, measure and vintage; <paramref name="more"/> are a page's own.</summary>
    /// <param name="address">The address of the page.</param>
    /// <param name="parameters">What was sent.</param>
    /// <param name="release">The release, whose years and returns can be chosen.</param>
    /// <param name="more">Controls that only this page has.</param>
    public static Markup Of(string address, Parameters parameters, LoadedRelease release, params IReadOnlyList<Markup> more) =>
        Among(ScopesOf(parameters, release), address, parameters, release, more);

    /// <summary>The scopes of a return: every sum and total, and the details of services that have two years or more to compare.</summary>
    private static IReadOnlyList<Scope> ScopesOf(Parameters parameters, LoadedRelease release) =>
        ReturnNames.Words.Find(parameters.Value(QueryParameters.Return)!) == Return.Outturn
            ?
            [
                .. Scopes.Main,
                .. Scopes.Details.Where(scope =>
                    scope.AllLines.Any(line => Concordance.Of(line, Return.Outturn).Any())
                    && release.Figures.YearsOf(Return.Outturn, scope).Count > 1
                ),
            ]
            : [.. Scopes.Main, .. Scopes.Details.Where(scope => scope.AllLines.All(IsBudgeted) && !IsOfOneYear(scope))];

    private static bool IsBudgeted(Line line) => line == Lines.NetCurrentExpenditure || Concordance.Of(line).Any();

    private static bool IsOfOneYear(Scope scope) =>
        scope.AllLines.All(line => Concordance.Of(line).ToList() is [var only] && only.From == only.To);

    /// <summary>The group a scope is listed under: details under their service.</summary>
    private static string GroupOf(Scope scope) =>
        Scopes.IsMain(scope)
            ? (scope.AllLines.Count() > 1 ? "Services together" : "Services and levies")
            : (scope.AllLines.First().PartOf ?? scope.AllLines.First()).Title;

    /// <summary>The same where only some scopes can be asked.</summary>
    /// <param name="scopes">Those that can.</param>
    /// <param name="address">The address of the page.</param>
    /// <param name="parameters">What was sent.</param>
    /// <param name="release">The release, whose years and returns can be chosen.</param>
    /// <param name="more">Controls that only this page has.</param>
    public static Markup Among(
        IReadOnlyList<Scope> scopes,
        string address,
        Parameters parameters,
        LoadedRelease release,
        params IReadOnlyList<Markup> more
    )
    {
        var returns = release.Figures.Series.Keys.Select(key => key.Return.Id()).Distinct().Order(StringComparer.Ordinal).ToList();
        var @return = ReturnNames.Words.Find(parameters.Value(QueryParameters.Return)!) ?? Return.Budget;
        var scope = Scopes.Find(parameters.Value(QueryParameters.Scope)!) ?? ComparisonQuery.Headline.Scope;
        var figures = ComparisonQueries.Geography(parameters, release).Answer ?? release.Figures;
        var years = figures.YearsOf(@return, scope).Select(year => year.ToString()).ToList();
        var vintages = figures.Scores.Keys.Order().Select(vintage => vintage.ToString(CultureInfo.InvariantCulture)).ToList();
        string Usual(FinancialYear? usual, string? otherwise) => years.Contains($"{usual}") ? $"{usual}" : otherwise ?? "";
        var from = parameters.Find(QueryParameters.From) ?? Usual(ComparisonQuery.BaseYear, years.FirstOrDefault());
        var to = parameters.Find(QueryParameters.To) ?? Usual(release.Figures.EndYearOf(@return, scope)?.Year, years.LastOrDefault());
        return Form(
            address,
            parameters,
            [
                Grouped(
                    "scope",
                    "Services",
                    scope.Id,
                    scopes.Append(scope).Distinct().GroupBy(GroupOf, own => (own.Id, own.Title), StringComparer.Ordinal)
                ),
                Select("return", "Figures", parameters.Value(QueryParameters.Return)!, [.. returns.Select(own => (own, InWords(own)))]),
                Select("from", "From", from, [.. years.Select(year => (year, year))]),
                Select("to", "To", to, [.. years.Select(year => (year, year))]),
                Select(
                    "measure",
                    "Measure",
                    parameters.Value(QueryParameters.Measure)!,
                    [.. Measures.All.Select(measure => (measure.Id(), InWords(measure.Id())))]
                ),
                Select(
                    "imd",
                    "Deprivation by",
                    parameters.Find(QueryParameters.Imd) ?? figures.DefaultImd.ToString(CultureInfo.InvariantCulture),
                    [.. vintages.Select(vintage => (vintage, $"Indices of {vintage}"))]
                ),
                .. more,
            ]
        );
    }

    /// <summary>A form of controls; what was sent and has no control of its own is sent on.</summary>
    public static Markup Form(string address, Parameters parameters, IReadOnlyList<Markup> controls)
    {
        var shown = string.Concat(controls);
        var hidden = new[]
        {
            QueryParameters.Geography,
            QueryParameters.Class,
            QueryParameters.London,
            QueryParameters.Groups,
            QueryParameters.Weights,
            QueryParameters.Population,
            QueryParameters.Deflator,
            QueryParameters.Release,
            QueryParameters.AsOf,
        }
            .Select(parameter => (parameter.Name, Value: parameters.Find(parameter)))
            .Where(own => own.Value is not null && !shown.Contains($"name=\"{own.Name}\"", StringComparison.Ordinal));
        return Markup.Of(
            $"""
            <form class="controls" action="{address}" method="get">
            {new Markup().AddEach(controls, control => $"{control}")}{new Markup().AddEach(
                hidden,
                own => $"<input type=\"hidden\" name=\"{own.Name}\" value=\"{own.Value}\">\n"
            )}<div><button type="submit">Show</button></div>
            </form>

            """
        );
    }

    /// <summary>A choice of words, with what is wrong with it where something is.</summary>
    public static Markup Select(
        string name,
        string label,
        string chosen,
        IReadOnlyList<(string Value, string Text)> options,
        string? mistake = null
    ) =>
        Markup.Of(
            $"""
            <div><label for="control-{name}">{label}</label><select id="control-{name}" name="{name}"{Described(name, mistake)}>
            {new Markup().AddEach(options, option => $"{Option(option, chosen)}")}</select>{Told(name, mistake)}</div>

            """
        );

    /// <summary>A choice of words in groups.</summary>
    private static Markup Grouped(
        string name,
        string label,
        string chosen,
        IEnumerable<IGrouping<string, (string Value, string Text)>> groups
    ) =>
        Markup.Of(
            $"""
            <div><label for="control-{name}">{label}</label><select id="control-{name}" name="{name}">
            {new Markup().AddEach(
                groups,
                group => $"<optgroup label=\"{group.Key}\">{new Markup().AddEach(group, option => $"{Option(option, chosen)}")}</optgroup>\n"
            )}</select></div>

            """
        );

    private static Markup Option((string Value, string Text) option, string chosen) =>
        Markup.Of(
            $"<option value=\"{option.Value}\"{(option.Value == chosen ? Markup.Of($" selected") : new Markup())}>{option.Text}</option>\n"
        );

    /// <summary>A number to type, with a word on how, and what is wrong with it where something is.</summary>
    public static Markup Typed(string name, string label, string? value, string hint, string? mistake) =>
        Markup.Of(
            $"""
            <div><label for="control-{name}">{label}</label><p class="small" id="hint-{name}">{hint}</p><input id="control-{name}" name="{name}" value="{value}" autocomplete="off" size="12" maxlength="40"{Described(
                name,
                mistake,
                $"hint-{name}"
            )}>{Told(name, mistake)}</div>

            """
        );

    private static Markup Described(string name, string? mistake, string? hint = null)
    {
        var by = string.Join(' ', new[] { hint, mistake is null ? null : $"mistake-{name}" }.Where(id => id is not null));
        return Markup.Of(
            $"{(by.Length == 0 ? new Markup() : Markup.Of($" aria-describedby=\"{by}\""))}{(mistake is null ? new Markup() : Markup.Of($" aria-invalid=\"true\""))}"
        );
    }

    private static Markup Told(string name, string? mistake) =>
        mistake is null ? new Markup() : Markup.Of($"<p class=\"mistake\" id=\"mistake-{name}\" role=\"alert\">{mistake}</p>");

    /// <summary>A choice of an area of a release, or of none; chosen by its code, or by that of an authority, present or abolished, that is or was part of it.</summary>
    public static Markup Areas(LoadedRelease release, string label, string none, string? chosen, string name = "area") =>
        Select(
            name,
            label,
            (chosen is null ? null : release.Figures.Find(chosen)?.Code.Value) ?? "",
            [
                ("", none),
                .. release.Figures.Areas.OrderBy(area => area.Name, StringComparer.Ordinal).Select(area => (area.Code.Value, area.Name)),
            ]
        );
}
