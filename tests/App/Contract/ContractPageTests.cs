using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using BudgetWatch.App.Http.Contract;

namespace BudgetWatch.App.Tests.Contract;

/// <summary>The page of the contract: complete, self-contained, and without a way for a text to become markup.</summary>
public sealed partial class ContractPageTests
{
    private static readonly string Page = Encoding.UTF8.GetString(new ServedContract().Page());

    [Fact]
    public void A_text_cannot_become_markup()
    {
        Markup
            .Of($"<p title=\"{"\" onclick=\"x"}\">{"<script>alert('&')</script>"}{Markup.Of($"<b>{"{0}"}</b>")}</p>")
            .ToString()
            .ShouldBe("<p title=\"&quot; onclick=&quot;x\">&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;<b>{0}</b></p>");
        Markup.Prose("of `<b>` and <i>").ToString().ShouldBe("of <code>&lt;b&gt;</code> and &lt;i&gt;");
    }

    [Fact]
    public void It_runs_nothing_and_loads_nothing()
    {
        Page.ShouldNotContain("<script");
        Page.ShouldNotContain("<link");
        Page.ShouldNotContain("<img");
        Attribute()
            .Matches(Page)
            .Select(match => match.Groups["name"].Value)
            .Distinct()
            .ShouldBe(
                ["lang", "charset", "name", "content", "class", "href", "id", "role", "tabindex", "scope", "aria-label", "aria-labelledby"],
                ignoreOrder: true
            );
    }

    [Fact]
    public void A_browser_may_use_its_own_style_and_nothing_else()
    {
        var style = Page[
            (Page.IndexOf("<style>", StringComparison.Ordinal) + "<style>".Length)..Page.IndexOf("</style>", StringComparison.Ordinal)
        ];
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        ContractPage.Policy.ShouldBe(
            $"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        );
    }

    [Fact]
    public void Every_operation_parameter_and_shape_is_on_it()
    {
        var document = ContractDocument.Made();
        foreach (var function in HttpFunction.All())
        {
            var section = Section($"<h3 id=\"{function.OperationId}\">");
            section.ShouldContain($"<code>{function.Methods[0]} {function.Path}</code>");
            foreach (var parameter in function.Resource.Path.Concat(function.Resource.Parameters))
            {
                section.ShouldContain($"<th scope=\"row\"><code>{parameter.Name}</code></th>");
                (parameter.Words ?? []).Where(word => !section.Contains($"<code>{word}</code>", StringComparison.Ordinal)).ShouldBeEmpty();
            }

            if (function.Resource.Answer is not null)
            {
                section.ShouldContain("<code>curl ");
                section.ShouldContain("What it answered");
            }
        }

        foreach (var (name, shape) in document.Components!.Schemas!)
        {
            var section = Section($"<h3 id=\"shape-{name}\">");
            (shape.Properties?.Keys ?? [])
                .Where(field => !section.Contains($"<th scope=\"row\"><code>{field}</code></th>", StringComparison.Ordinal))
                .ShouldBeEmpty(name);
        }
    }

    [Fact]
    public void Its_links_lead_to_what_is_on_it()
    {
        var ids = Id().Matches(Page).Select(match => match.Groups["id"].Value).ToList();
        ids.Count.ShouldBe(ids.Distinct().Count());
        var links = Link().Matches(Page).Select(match => WebUtility.HtmlDecode(match.Groups["to"].Value)).Distinct().ToList();
        links.Where(link => link.StartsWith('#') && !ids.Contains(link[1..])).ShouldBeEmpty();
        links
            .Where(link => !link.StartsWith('#'))
            .ShouldBe(
                [
                    "/api/v1/openapi.json",
                    "/api/v1/openapi-3.0.json",
                    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
                ],
                ignoreOrder: true
            );
    }

    [Fact]
    public void Its_headings_descend_by_one_and_its_landmarks_are_there_once()
    {
        var levels = Heading().Matches(Page).Select(match => match.Groups["level"].Value[0] - '0').ToList();
        levels[0].ShouldBe(1);
        levels.Count(level => level == 1).ShouldBe(1);
        levels.Zip(levels.Skip(1)).Where(pair => pair.Second > pair.First + 1).ShouldBeEmpty();
        foreach (
            var landmark in (string[])["<header>", "<nav aria-label=", "<main id=\"main\">", "<footer>", "<title>", "<html lang=\"en-GB\">"]
        )
        {
            Page.Split(landmark).Length.ShouldBe(2, landmark);
        }
    }

    [Fact]
    public void Every_element_that_is_opened_is_closed_in_order()
    {
        var open = new Stack<string>();
        foreach (Match tag in Tag().Matches(Page[Page.IndexOf("<html", StringComparison.Ordinal)..]))
        {
            var name = tag.Groups["name"].Value;
            if (name is "meta")
            {
                continue;
            }

            if (tag.Groups["close"].Length > 0)
            {
                open.Pop().ShouldBe(name);
            }
            else
            {
                open.Push(name);
            }
        }

        open.ShouldBeEmpty();
    }

    private static string Section(string heading)
    {
        var from = Page.IndexOf(heading, StringComparison.Ordinal);
        from.ShouldBeGreaterThan(0, heading);
        var to = Page.IndexOf("<h3", from + heading.Length, StringComparison.Ordinal);
        return Page[from..(to < 0 ? Page.Length : to)];
    }

    [GeneratedRegex(
        "(?<=<[a-z0-9]+( [a-z-]+=\"[^\"]*\")*) (?<name>[a-z-]+)=\"[^\"<>]*\"",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        5000
    )]
    private static partial Regex Attribute();

    [GeneratedRegex(" id=\"(?<id>[^\"]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Id();

    [GeneratedRegex(" href=\"(?<to>[^\"]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Link();

    [GeneratedRegex("<h(?<level>[1-6])[ >]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Heading();

    [GeneratedRegex("<(?<close>/?)(?<name>[a-z0-9]+)[^>]*>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Tag();
}
