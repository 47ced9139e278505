using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using BudgetWatch.TestKit;

namespace BudgetWatch.EndToEnd.Tests.Contract;

/// <summary>Asks the app by the contract alone, and holds whatever it answers against the contract.</summary>
/// <param name="contract">The contract.</param>
/// <param name="app">The app.</param>
/// <param name="names">What the names in paths are for this app, by the path up to them, as <c>/path/{name}</c>; the contract's own examples elsewhere.</param>
internal sealed class ContractClient(HeldContract contract, RunningApp app, IReadOnlyDictionary<string, string>? names = null)
{
    /// <summary>The query of an operation's example.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ExampleQuery(HeldOperation operation)
    {
        var summary = contract.Operation(operation.Method == "HEAD" ? "get" + operation.Name["head".Length..] : operation.Name).Node[
            "responses"
        ]!
            .AsObject()
            .First()
            .Value!["content"]
            ?["application/json"]?["examples"]?["real"]?["summary"];
        return summary is null || ((string)summary!).Split('?') is not [_, var query]
            ? []
            :
            [
                .. query
                    .Split('&')
                    .Select(pair => pair.Split('='))
                    .Select(pair => KeyValuePair.Create(pair[0], Uri.UnescapeDataString(pair[1]))),
            ];
    }

    /// <summary>Asks as the example does, with some parameters in the place of its own; null takes one out.</summary>
    public Task<ContractAnswer> AskAsync(HeldOperation operation, params (string Name, string? Value)[] put) =>
        AskAsync(operation, null, put);

    /// <summary>Asks as the example does, with a change to the request.</summary>
    public Task<ContractAnswer> AskAsync(
        HeldOperation operation,
        Action<HttpRequestMessage>? change,
        params (string Name, string? Value)[] put
    ) =>
        SendAsync(
            operation,
            [
                .. ExampleQuery(operation).Where(pair => !put.Any(other => other.Name == pair.Key)),
                .. put.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Name, pair.Value!)),
            ],
            change
        );

    /// <summary>Asks with exactly this query.</summary>
    public async Task<ContractAnswer> SendAsync(
        HeldOperation operation,
        IEnumerable<KeyValuePair<string, string>> query,
        Action<HttpRequestMessage>? change = null,
        string? pathValue = null
    )
    {
        var path = operation
            .Parameters.Where(parameter => parameter.IsInPath)
            .Aggregate(
                operation.Path,
                (at, parameter) =>
                    at.Replace(
                        $"{{{parameter.Name}}}",
                        Uri.EscapeDataString(pathValue ?? names?.GetValueOrDefault(UpTo(operation.Path, parameter)) ?? parameter.Example!),
                        StringComparison.Ordinal
                    )
            );
        var text = string.Join('&', query.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
        using var request = new HttpRequestMessage(
            new HttpMethod(operation.Method),
            new Uri($"{contract.Server}{path}{(text.Length > 0 ? "?" : "")}{text}", UriKind.Relative)
        );
        if (operation.TakesKey)
        {
            request.Headers.Add("x-functions-key", FunctionAppHost.FunctionKey);
        }

        change?.Invoke(request);
        using var response = await app.Host.HttpClient.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        var answer = new ContractAnswer(
            $"{request.Method} {request.RequestUri}",
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            body,
            response
                .Headers.Concat(response.Content.Headers)
                .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase)
        );
        Hold(operation, answer);
        return answer;
    }

    private static string UpTo(string path, HeldParameter parameter) => $"{path.Split($"{{{parameter.Name}}}")[0]}{{{parameter.Name}}}";

    private void Hold(HeldOperation operation, ContractAnswer answer)
    {
        var status = ((int)answer.Status).ToString(CultureInfo.InvariantCulture);
        operation.Statuses.ShouldContain(status, $"{answer.Request} answered {status}, which the contract does not know\n{answer.Body}");
        var response = contract.Resolve(operation.Node["responses"]![status]!);
        foreach (var header in (response["headers"]?.AsObject() ?? []).Select(header => header.Key).Where(header => header != "Link"))
        {
            answer.Headers.ShouldContainKey(header, $"{answer.Request} ({status}) lacks {header}");
        }

        if (operation.Method == "HEAD" || response["content"] is not JsonObject content)
        {
            answer.Body.ShouldBeEmpty(answer.Request);
            return;
        }

        var media = content.ContainsKey("*/*") ? "*/*" : answer.MediaType!;
        content.ContainsKey(media).ShouldBeTrue($"{answer.Request} ({status}) is {media}, which the contract does not know");
        if (media.EndsWith("json", StringComparison.Ordinal))
        {
            contract
                .Differences(content[media]!["schema"]!, answer.Body)
                .ShouldBeEmpty($"{answer.Request} ({status})\n{answer.Body[..Math.Min(2000, answer.Body.Length)]}");
        }

        if (media == "application/problem+json")
        {
            answer.Problem["status"]!.ToString().ShouldBe(status, answer.Request);
        }
    }
}

/// <summary>An answer that is as the contract says.</summary>
internal sealed record ContractAnswer(
    string Request,
    HttpStatusCode Status,
    string? MediaType,
    string Body,
    IReadOnlyDictionary<string, string> Headers
)
{
    public int Code => (int)Status;

    public JsonNode Problem => JsonNode.Parse(Body)!;

    public IReadOnlyList<string> Allowed => [.. (Problem["allowed"]?.AsArray() ?? []).Select(word => (string)word!)];
}
