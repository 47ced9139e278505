using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using BudgetWatch.App.Http;
using BudgetWatch.App.Http.Contract;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace BudgetWatch.App.Pages;

/// <summary>How every figure is made, and what it may not be used to say: <c>docs/methodology.md</c> and <c>docs/glossary.md</c>, as this build has them.</summary>
internal static partial class MethodPage
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .DisableHtml()
        .Build();

    // Where the documents lead, on this site; a document that is not on it is named without a link.
    private static readonly Dictionary<string, string> Addresses = new(StringComparer.Ordinal)
    {
        ["methodology.md"] = "",
        ["glossary.md"] = "#glossary",
        ["api.md"] = $"/{Routes.Docs}",
        ["sources.md"] = "/sources",
        ["finding-community.md"] = "/coincidence",
        ["pages.md"] = "/",
    };

    // What a page calls a document that is linked to by its file's name.
    private static readonly Dictionary<string, string> Named = new(StringComparer.Ordinal)
    {
        ["methodology.md"] = "the methodology",
        ["glossary.md"] = "the glossary",
        ["api.md"] = "the contract of the API",
        ["sources.md"] = "the sources",
        ["finding-community.md"] = "the page on coincidence",
        ["pages.md"] = "the pages",
    };

    /// <summary>The page.</summary>
    public static SitePage Of()
    {
        var (methodology, glossary) = (Read("methodology.md"), Read("glossary.md"));
        var headings = methodology.OfType<HeadingBlock>().Where(heading => heading.Level == 2).ToList();
        return new SitePage(
            "Method",
            "How every figure of BudgetWatch is defined and computed, and what it may not be used to say.",
            Scrolling(
                Markup.Of(
                    $"""
                    {Written(methodology, until: 2)}<nav aria-label="On this page"><h2>On this page</h2><ul class="plain">
                    {new Markup().AddEach(
                        headings,
                        heading => $"<li><a href=\"#{heading.GetAttributes().Id}\">{Text(heading)}</a></li>\n"
                    )}<li><a href="#glossary">Glossary</a></li>
                    </ul></nav>
                    {Written(methodology, from: 2)}{Written(glossary, lower: 1)}
                    """
                )
            )
        )
        {
            Under = "/method",
        };
    }

    /// <summary>A table or an example may be wider than a screen. It then scrolls without the page, by keyboard too, and has its own name.</summary>
    private static Markup Scrolling(Markup page)
    {
        int tables = 0,
            examples = 0;
        return Markup.Drawn(
            Wide()
                .Replace(
                    page.ToString(),
                    match =>
                        match.Value switch
                        {
                            "<table>" => string.Create(
                                CultureInfo.InvariantCulture,
                                $"<div class=\"wide-table\" role=\"region\" tabindex=\"0\" aria-label=\"Table {++tables}\"><table>"
                            ),
                            "</table>" => "</table></div>",
                            "<pre>" => string.Create(
                                CultureInfo.InvariantCulture,
                                $"<pre role=\"region\" tabindex=\"0\" aria-label=\"Example {++examples}\">"
                            ),
                            _ => "<th scope=\"col\">",
                        }
                )
        );
    }

    [GeneratedRegex("</?table>|<pre>|<th>", RegexOptions.None, 1000)]
    private static partial Regex Wide();

    private static MarkdownDocument Read(string name) => Markdown.Parse(Encoding.UTF8.GetString(SiteAssets.Read(name)), Pipeline);

    private static Markup Written(MarkdownDocument document, int until = 0, int from = 0, int lower = 0)
    {
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            Lead(link);
        }

        foreach (var heading in document.OfType<HeadingBlock>())
        {
            heading.Level += lower;
        }

        var first = document.ToList().FindIndex(block => block is HeadingBlock { Level: 2 });
        var blocks =
            until > 0 ? document.Take(first)
            : from > 0 ? document.Skip(first)
            : document;
        using var html = new StringWriter { NewLine = "\n" };
        var renderer = new Markdig.Renderers.HtmlRenderer(html);
        Pipeline.Setup(renderer);
        foreach (var block in blocks)
        {
            renderer.Render(block);
        }

        return Markup.Drawn(html.ToString());
    }

    private static void Lead(LinkInline link)
    {
        if (link.Url is not { } url || url.StartsWith('#') || url.Contains("://", StringComparison.Ordinal) || url.StartsWith('/'))
        {
            return;
        }

        var (document, anchor) = url.Split('#', 2) is [var path, var fragment] ? (path, $"#{fragment}") : (url, "");
        if (Addresses.TryGetValue(document, out var address))
        {
            if (Text(link) == document)
            {
                link.Clear();
                link.AppendChild(new LiteralInline(Named[document]));
            }

            link.Url =
                address.Length == 0 || address.StartsWith('#')
                    ? (
                        anchor.Length > 0 ? anchor
                        : address.Length > 0 ? address
                        : "#main"
                    )
                    : address;
            return;
        }

        link.ReplaceBy(new LiteralInline(Text(link)));
    }

    private static string Text(HeadingBlock heading) => Text(heading.Inline!);

    private static string Text(ContainerInline inline) =>
        string.Concat(inline.Descendants<LiteralInline>().Select(literal => literal.Content.ToString()));
}
