using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace BudgetWatch.App.Http.Contract;

/// <summary>
/// The contract as a page: what can be asked, with what, and what is answered, for people. It needs no script and nothing from elsewhere, reads well
/// on a phone, in the dark, by keyboard and aloud.
/// </summary>
internal static class ContractPage
{
    private const string Style =
        ":root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--soft:#f3f4f6;--line:#c9cdd3;--link:#0b4fa8;--code:#7a1f4b}"
        + "@media(prefers-color-scheme:dark){:root{--ink:#e8e8e8;--paper:#15171a;--soft:#20242a;--line:#454b54;--link:#8ab8ff;--code:#ffb0d0}}"
        + "*{box-sizing:border-box}"
        + "body{margin:0;color:var(--ink);background:var(--paper);font:1rem/1.55 system-ui,sans-serif}"
        + "header,main,nav,footer{max-width:64rem;margin:0 auto;padding:0 1rem}"
        + "h1,h2,h3,h4{line-height:1.25;margin:2rem 0 .5rem}h2{border-bottom:2px solid var(--line);padding-bottom:.25rem}"
        + "h3,h4{overflow-wrap:anywhere}section section{margin-bottom:3rem}"
        + "a{color:var(--link)}a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}"
        + ".skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem}"
        + "code,pre{font:.9em/1.45 ui-monospace,monospace}code{color:var(--code);overflow-wrap:anywhere}"
        + ".wide{overflow-x:auto;margin:.75rem 0;border:1px solid var(--line);border-radius:.25rem}"
        + "pre{margin:0;padding:.75rem;background:var(--soft)}"
        + "table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:600;padding:.5rem .75rem}"
        + "th,td{text-align:left;vertical-align:top;padding:.4rem .75rem;border-top:1px solid var(--line)}thead th{background:var(--soft)}"
        + ".wide table{min-width:40rem}td code,th code{overflow-wrap:normal}td:nth-child(2){min-width:12rem}td:last-child{min-width:14rem}nav ul,nav ol{padding-left:1.25rem}nav li{margin:.15rem 0}summary{cursor:pointer;padding:.35rem 0}";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What a browser may do with it: show it with its own style, and nothing else.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none';"
        + " frame-ancestors 'none'";

    /// <summary>The page of a contract.</summary>
    public static string Of(OpenApiDocument document)
    {
        var server = document.Servers![0].Url!;
        var topics = document
            .Tags!.Select(tag =>
                (Tag: tag, Operations: Operations(document).Where(operation => operation.Operation.Tags!.First().Name == tag.Name).ToList())
            )
            .ToList();
        return Markup
            .Of(
                $"""
            <!DOCTYPE html>
            <html lang="en-GB">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{document.Info.Title}: the contract of its API</title>
            <style>{new Markup().Add(AsIs)}</style>
            </head>
            <body>
            <a class="skip" href="#main">Skip to content</a>
            <header>
            <h1>{document.Info.Title}: the contract of its API</h1>
            <p>{document.Info.Summary}</p>
            </header>
            <nav aria-label="Contents">
            {new Markup().AddEach(topics, topic => $"""
                <p><a href="#{Anchor(topic.Tag.Name!)}">{topic.Tag.Name}</a></p>
                <ul>
                {new Markup().AddEach(topic.Operations, operation => $"<li><a href=\"#{operation.Operation.OperationId}\"><code>{operation.Method} {operation.Path}</code></a> {operation.Operation.Summary}</li>\n")}</ul>

                """)}<p><a href="#problems">Problems</a>, <a href="#shapes">Shapes</a>, and all of it for programs: <a href="{server}/openapi.json">as OpenAPI 3.1</a>, or <a href="{server}/openapi-3.0.json">as OpenAPI 3.0</a> for those that read no newer one</p>
            </nav>
            <main id="main">
            {new Markup().AddEach(document.Info.Description!.Split("\n\n"), paragraph => $"<p>{Markup.Prose(paragraph)}</p>\n")}
            <p>Addresses begin with <code>{server}</code>. Licence: <a href="{document.Info.License!.Url}">{document.Info.License.Name}</a>.</p>
            {new Markup().AddEach(topics, topic => $"""
                <section aria-labelledby="{Anchor(topic.Tag.Name!)}">
                <h2 id="{Anchor(topic.Tag.Name!)}">{topic.Tag.Name}</h2>
                <p>{Markup.Prose(topic.Tag.Description)}</p>
                {new Markup().AddEach(topic.Operations, operation => $"{Section(operation)}")}</section>

                """)}{Problems(document)}{Shapes(document)}</main>
            <footer><p>{document.Info.Title}, {document.Info.License.Name}. Findings are about areas, not about the people in them.</p></footer>
            </body>
            </html>

            """
            )
            .ToString();
    }

    /// <summary>The style is ours and holds no text; its braces are doubled because it is put in as markup.</summary>
    private static FormattableString AsIs =>
        System.Runtime.CompilerServices.FormattableStringFactory.Create(
            Style.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)
        );

    private static IEnumerable<(string Path, string Method, IOpenApiPathItem Item, OpenApiOperation Operation)> Operations(
        OpenApiDocument document
    ) =>
        from path in document.Paths
        from operation in path.Value.Operations!
        where operation.Key != HttpMethod.Head
        select (path.Key, operation.Key.Method, path.Value, operation.Value);

    private static Markup Section((string Path, string Method, IOpenApiPathItem Item, OpenApiOperation Operation) at)
    {
        var (path, method, item, operation) = at;
        var markup = Markup.Of(
            $"""
            <section aria-labelledby="{operation.OperationId}">
            <h3 id="{operation.OperationId}"><code>{method} {path}</code></h3>
            <p>{operation.Summary}. {Markup.Prose(operation.Description)}</p>

            """
        );
        if (operation.Security is { Count: > 0 })
        {
            markup.Add($"<p>Takes a function key: <code>x-functions-key: KEY</code>, or <code>code=KEY</code> in the address.</p>\n");
        }

        if (item.Parameters is { Count: > 0 } parameters)
        {
            markup.Add(
                $"""
                {Wide($"Parameters of {path}")}<table><caption>Parameters</caption>
                <thead><tr><th scope="col">name</th><th scope="col">values</th><th scope="col">default</th><th scope="col">meaning</th></tr></thead>
                <tbody>
                {new Markup().AddEach(parameters, parameter => $"""
                    <tr><th scope="row"><code>{parameter.Name}</code></th><td>{MayBe(parameter)}</td><td>{Unless(parameter)}</td><td>{Markup.Prose(parameter.Description)}</td></tr>

                    """)}</tbody></table></div>

                """
            );
        }

        markup.Add(
            $"""
            {Wide($"Answers of {path}")}<table><caption>Answers</caption>
            <thead><tr><th scope="col">status</th><th scope="col">in</th><th scope="col">what</th></tr></thead>
            <tbody>
            {new Markup().AddEach(
                operation.Responses!,
                response =>
                    $"<tr><th scope=\"row\">{response.Key}</th><td>{Media(response.Value)}</td><td>{Markup.Prose(response.Value.Description)}</td></tr>\n"
            )}</tbody></table></div>

            """
        );
        foreach (var (media, content) in operation.Responses!.First().Value.Content ?? new Dictionary<string, IOpenApiMediaType>())
        {
            if (content.Examples?.Values.FirstOrDefault() is { Summary: { } request } example)
            {
                var address = request.Split(' ')[1];
                markup
                    .Add($"<h4>As {media}</h4>\n")
                    .Add(
                        $"{(content.Schema is OpenApiSchema { Description: { } columns } ? Markup.Of($"<p>{Markup.Prose(columns)}</p>\n") : new Markup())}"
                    )
                    .Add(
                        $"{Code($"The request of the example of {path} as {media}", Curl(method, address, media, operation.Security is { Count: > 0 }))}"
                    )
                    .Add(
                        $"<details><summary>What it answered</summary>{Code($"The answer of the example of {path} as {media}", Shown(example.Value))}</details>\n"
                    );
            }
        }

        return markup.Add($"</section>\n");
    }

    private static Markup Problems(OpenApiDocument document)
    {
        var problems = document
            .Components!.Responses!.Where(response => response.Value.Content?.ContainsKey(MediaType.Problem) == true)
            .ToList();
        return Markup.Of(
            $"""
            <section aria-labelledby="problems">
            <h2 id="problems">Problems</h2>
            {new Markup().AddEach(problems, problem =>
            {
                var example = problem.Value.Content![MediaType.Problem].Examples?.Values.FirstOrDefault();
                return $"""
                    <h3 id="problem-{problem.Key}">{problem.Key}</h3>
                    <p>{Markup.Prose(problem.Value.Description)}</p>
                    {(example is null
                        ? new Markup()
                        : Markup.Of($"{Code($"A request that is {problem.Key}", Curl("GET", example.Summary!.Split(' ')[1], MediaType.Json, false))}{Code($"The answer to the request that is {problem.Key}", Shown(example.Value))}"))}

                    """;
            })}</section>

            """
        );
    }

    private static Markup Shapes(OpenApiDocument document) =>
        Markup.Of(
            $"""
        <section aria-labelledby="shapes">
        <h2 id="shapes">Shapes</h2>
        <p>Every field is always there. One that may be null says so: there is no figure for it, which is never 0.</p>
        {new Markup().AddEach(document.Components!.Schemas!, shape => $"""
            <section>
            <h3 id="{ShapeAnchor(shape.Key)}">{shape.Key}</h3>
            <p>{Markup.Prose(shape.Value.Description)}</p>
            {Fields(shape.Key, shape.Value)}</section>

            """)}</section>

        """
        );

    private static Markup Fields(string name, IOpenApiSchema schema) =>
        schema.Properties is { Count: > 0 } properties
            ? Markup.Of(
                $"""
                {Wide($"Fields of {name}")}<table>
                <thead><tr><th scope="col">field</th><th scope="col">is</th><th scope="col">what</th></tr></thead>
                <tbody>
                {new Markup().AddEach(
                    properties,
                    property =>
                        $"<tr><th scope=\"row\"><code>{property.Key}</code></th><td>{TypeOf(property.Value)}</td><td>{Markup.Prose(property.Value.Description)}</td></tr>\n"
                )}</tbody></table></div>

                """
            )
            : Markup.Of($"<p>{Words(schema.Enum)}</p>\n");

    private static Markup TypeOf(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchemaReference reference)
        {
            return Markup.Of($"<a href=\"#{ShapeAnchor(reference.Reference.Id!)}\">{reference.Reference.Id}</a>");
        }

        var type = (schema.Type ?? JsonSchemaType.Null) & ~JsonSchemaType.Null;
        var mayBeNull = schema.Type?.HasFlag(JsonSchemaType.Null) == true ? " or null" : "";
        return schema switch
        {
            { OneOf: { Count: > 0 } either } => Markup.Of($"{TypeOf(either[0])} or null"),
            { Items: { } items } => Markup.Of($"list of {TypeOf(items)}{mayBeNull}"),
            { AdditionalProperties: { } values } => Markup.Of($"by name {TypeOf(values)}{mayBeNull}"),
            { Format: "date-time" } => Markup.Of($"instant{mayBeNull}"),
            { Format: "uri" } => Markup.Of($"address{mayBeNull}"),
            _ => Markup.Of(
                $"{type switch
            {
                JsonSchemaType.String => "text",
                JsonSchemaType.Boolean => "true or false",
                JsonSchemaType.Integer => "whole number",
                _ => type.ToString().ToLowerInvariant(),
            }}{mayBeNull}"
            ),
        };
    }

    private static Markup MayBe(IOpenApiParameter parameter) =>
        parameter.Schema switch
        {
            { Enum: { Count: > 0 } words } => Words(words),
            { Minimum: { } least, Maximum: { } most } => Markup.Of($"{least} to {most}"),
            _ when parameter.Example is { } example => Markup.Of($"such as <code>{Text(example)}</code>"),
            _ => Markup.Of($"a name"),
        };

    private static Markup Unless(IOpenApiParameter parameter) =>
        parameter switch
        {
            { Schema.Default: { } usual } => Markup.Of($"<code>{Text(usual)}</code>"),
            { Required: true } => Markup.Of($"must be sent"),
            _ => new Markup(),
        };

    private static Markup Words(IEnumerable<JsonNode>? words)
    {
        var markup = new Markup();
        foreach (var (word, index) in (words ?? []).Select((word, index) => (word, index)))
        {
            markup.Add($"{(index > 0 ? ", " : "")}<code>{Text(word)}</code>");
        }

        return markup;
    }

    private static Markup Media(IOpenApiResponse response)
    {
        var markup = new Markup();
        foreach (var (media, content) in response.Content ?? new Dictionary<string, IOpenApiMediaType>())
        {
            markup.Add($"<code>{media}</code>");
            if (content.Schema is OpenApiSchemaReference shape)
            {
                markup.Add($": {TypeOf(shape)}");
            }

            markup.Add($" ");
        }

        return markup;
    }

    private static Markup Code(string what, string text) => Markup.Of($"{Wide(what)}<pre><code>{text}</code></pre></div>\n");

    /// <summary>What may be wider than a screen scrolls without the page, by keyboard too.</summary>
    private static Markup Wide(string what) => Markup.Of($"<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"{what}\">");

    private static string Curl(string method, string address, string media, bool takesKey) =>
        string.Concat(
            "curl",
            method == "GET" ? "" : $" -X {method}",
            media is MediaType.Csv or MediaType.Csvw or MediaType.JsonStat ? $" -H \"Accept: {media}\"" : "",
            takesKey ? " -H \"x-functions-key: KEY\"" : "",
            $" \"http://localhost:7071{address}\""
        );

    private static string Shown(JsonNode? answer) =>
        answer is JsonValue text && text.TryGetValue<string>(out var csv) ? csv : answer?.ToJsonString(Indented) ?? "";

    private static string Text(JsonNode node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : node.ToJsonString();

    private static string Anchor(string name) => $"topic-{name.ToLowerInvariant()}";

    private static string ShapeAnchor(string name) => $"shape-{name}";
}
