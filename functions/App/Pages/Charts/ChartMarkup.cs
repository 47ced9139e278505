using System.Globalization;
using System.Net;
using System.Text;
using BudgetWatch.App.Http.Contract;
using BudgetWatch.Questions.ReleaseAccess;

namespace BudgetWatch.App.Pages.Charts;

/// <summary>A chart in a page, and the same drawing as a file.</summary>
internal static class ChartMarkup
{
    private const int Margin = 14;

    private static readonly string Style = Encoding.UTF8.GetString(SiteAssets.Read("drawings.css"));

    /// <summary>A chart in a page: what it finds, the drawing, its table, and ways to take it along.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="query">The query string of its question, pinned to the release.</param>
    /// <param name="page">The address of the page it is on.</param>
    public static Markup Figure(Chart chart, string query, string page)
    {
        var own = $"/charts/{chart.Id}.svg?{WithArea(chart, query)}";
        var permalink = $"{page}?{query}#{chart.Id}";
        return Markup.Of(
            $"""
            <figure class="chart" id="{chart.Id}">
            <figcaption><h3 id="{chart.Id}-title">{chart.Title}</h3>
            {Question(chart)}<p id="{chart.Id}-text">{chart.Alternative}</p></figcaption>
            {Inline(chart, Chart.Wide, "wide")}{Inline(chart, Chart.Narrow, "narrow")}
            {(
                chart.Hint is null ? new Markup() : Markup.Of($"<p class=\"small\">{chart.Hint}</p>\n")
            )}<p class="told needs-script" hidden aria-hidden="true">Hover or tap for figures.</p>
            <details{(
                chart.IsTableOpen ? Markup.Of($" open") : new Markup()
            )}><summary>View as a table<span class="unseen">: {chart.Title}</span></summary>
            {chart.Table.Written()}</details>
            <p class="tools"><a href="{own}" download="{FileName(
                chart,
                "svg"
            )}">SVG<span class="unseen"> of {chart.Title}</span></a> <button type="button" class="quiet needs-script" hidden data-svg="{own}" data-name="{FileName(
                chart,
                "png"
            )}">PNG<span class="unseen"> of {chart.Title}</span></button>
            {new Markup().AddEach(
                chart.Figures,
                own => $"<a href=\"{own.Href}\">{own.Text}<span class=\"unseen\"> of {chart.Title}</span></a> "
            )}<a href="{permalink}">Permalink<span class="unseen"> of {chart.Title}</span></a></p>
            <details><summary>Embed<span class="unseen">: {chart.Title}</span></summary>
            <p>Embed this chart. It will always show this release's figures.</p>
            <pre tabindex="0" role="region" aria-label="Line to embed: {chart.Title}"><code class="embed-line">{EmbedLine(
                chart,
                WithArea(chart, query)
            )}</code></pre></details>
            </figure>

            """
        );
    }

    /// <summary>A chart as the only thing in a frame of someone else's page.</summary>
    public static Markup Embedded(Chart chart, string query, LoadedRelease release) =>
        Markup.Of(
            $"""
            <figure class="chart" id="{chart.Id}">
            <figcaption><h1 class="embed-title" id="{chart.Id}-title">{chart.Title}</h1>{Question(
                chart
            )}<p class="unseen" id="{chart.Id}-text">{chart.Alternative}</p></figcaption>
            {Inline(chart, Chart.Wide, "wide")}{Inline(chart, Chart.Narrow, "narrow")}
            <p class="small">{chart.Hint} BudgetWatch, release {release.Release.Id}; not official statistics. <a href="{chart.Page}?{WithoutArea(
                chart,
                query
            )}#{chart.Id}" target="_blank" rel="noopener">Figures, sources and method</a></p>
            </figure>

            """
        );

    /// <summary>A chart as a file, with what it shows and where it is from.</summary>
    public static string File(Chart chart, LoadedRelease release)
    {
        var drawn = chart.Drawing(Chart.Wide).Draw();
        var (width, height, inner) = Parts(drawn);
        var lines = Wrapped(chart.Title, 72).ToList();
        var question = chart.Question is null ? [] : Wrapped(chart.Question, 105).ToList();
        int asked = Margin + 12 + (22 * lines.Count),
            top = asked + (16 * question.Count) + 4,
            full = top + height + 46;
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"drawing\" role=\"img\" aria-labelledby=\"title text\" width=\"{width}\" height=\"{full}\" viewBox=\"0 0 {width} {full}\">"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"<title id=\"title\">{WebUtility.HtmlEncode(chart.Title)}</title><desc id=\"text\">{WebUtility.HtmlEncode(chart.Alternative)}</desc><style>{Style}</style>"
        );
        text.Append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
        for (var i = 0; i < lines.Count; i++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"<text class=\"heading\" x=\"{Margin}\" y=\"{Margin + 12 + (22 * i)}\">{WebUtility.HtmlEncode(lines[i])}</text>"
            );
        }

        for (var i = 0; i < question.Count; i++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"<text class=\"source\" x=\"{Margin}\" y=\"{asked - 4 + (16 * i)}\">{WebUtility.HtmlEncode(question[i])}</text>"
            );
        }

        text.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate(0,{top})\">{inner}</g>");
        text.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"source\" x=\"{Margin}\" y=\"{full - 26}\">{WebUtility.HtmlEncode($"BudgetWatch, release {release.Release.Id}, {PageFrame.Day(release.Release.PublishedAt)}. Not official statistics.")}</text>"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"source\" x=\"{Margin}\" y=\"{full - 10}\">Contains public sector information licensed under the Open Government Licence v3.0.</text></svg>"
        );
        return text.ToString();
    }

    private static Markup Inline(Chart chart, int width, string @class)
    {
        var drawn = chart.Drawing(width).Draw();
        return Markup.Drawn(
            drawn.Replace(
                "<svg",
                $"<svg class=\"drawing {@class}\" role=\"img\" aria-labelledby=\"{chart.Id}-title\" aria-describedby=\"{chart.Id}-text\"",
                StringComparison.Ordinal
            )
        );
    }

    private static Markup Question(Chart chart) =>
        chart.Question is null ? new Markup() : Markup.Of($"<p class=\"small\">{chart.Question}</p>\n");

    // The page of an area has the code in its path, the file of a chart in its query.
    private static string WithArea(Chart chart, string query) =>
        chart.Area is null ? query : $"area={chart.Area}&{WithoutArea(chart, query)}";

    private static string WithoutArea(Chart chart, string query) =>
        chart.Area is null ? query : string.Join('&', query.Split('&').Where(pair => !pair.StartsWith("area=", StringComparison.Ordinal)));

    private static string FileName(Chart chart, string extension) =>
        $"budgetwatch-{chart.Id}{(chart.Area is null ? "" : $"-{chart.Area}")}.{extension}";

    private static string EmbedLine(Chart chart, string query) =>
        $"<iframe src=\"https://YOUR-BUDGETWATCH/embed/{chart.Id}?{query.Replace("&", "&amp;", StringComparison.Ordinal)}\" title=\"{chart.Title.Replace("\"", "&quot;", StringComparison.Ordinal)}\" width=\"100%\" height=\"560\" loading=\"lazy\"></iframe>";

    private static (int Width, int Height, string Inner) Parts(string drawn)
    {
        var opened = drawn.IndexOf('>', StringComparison.Ordinal);
        var box = drawn[(drawn.IndexOf("viewBox=\"", StringComparison.Ordinal) + 9)..].Split('"')[0].Split(' ');
        return (
            int.Parse(box[2], CultureInfo.InvariantCulture),
            int.Parse(box[3], CultureInfo.InvariantCulture),
            drawn[(opened + 1)..^"</svg>".Length]
        );
    }

    private static IEnumerable<string> Wrapped(string text, int most)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + word.Length >= most)
            {
                yield return line;
                line = "";
            }

            line += line.Length == 0 ? word : $" {word}";
        }

        yield return line;
    }
}
