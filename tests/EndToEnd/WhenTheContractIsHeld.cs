using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using BudgetWatch.EndToEnd.Tests.Contract;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>
/// Every path, parameter and mistake of the committed contract is sent to the running app, and whatever it answers is checked against the contract:
/// status, headers, media type, and of JSON every field, none missing and none that the contract does not name.
/// </summary>
public sealed partial class WhenTheContractIsHeld(PublishedSnapshot snapshot)
{
    private static readonly HeldContract Contract = HeldContract.Read();

    // A word of one parameter may be answered so: understood, and not to be had with the rest of the example.
    private static readonly string[] Understood =
    [
        "Not comparable",
        "Nothing to compare",
        "Nothing to check against",
        "Parameters exclude each other",
        "Too few areas",
    ];

    // A part of a file is asked for by GET alone.
    private static readonly string[] OfParts = ["206", "412", "416"];

    // Before the first release there are lists with nothing in them, and nothing that a reader can name; all else waits for it, and says so.
    private static readonly string[] Lists = ["/sources", "/sources/{id}", "/releases", "/openapi.json", "/openapi-3.0.json", "/docs"];
    private static readonly string[] Named =
    [
        "/editions/{sha256}",
        "/editions/{sha256}/content",
        "/releases/{id}",
        "/releases/{id}/changes",
        "/downloads/{id}/{file}",
    ];

    public static TheoryData<string> Operations => [.. Contract.Operations.Select(operation => operation.Name)];

    public static TheoryData<string> Readable => [.. Gets.Select(operation => operation.Name)];

    public static TheoryData<string, string> Parameters => Of(_ => true);

    public static TheoryData<string, string> Choices => Of(parameter => parameter.Words is not null);

    public static TheoryData<string, string> Numbers => Of(parameter => parameter.Bounds is not null);

    public static TheoryData<string, string> Usual => Of(parameter => parameter.Default is not null);

    public static TheoryData<string, string> Required => Of(parameter => parameter.IsRequired);

    private static IEnumerable<HeldOperation> Gets =>
        Contract.Operations.Where(operation => operation.Method == "GET" && !operation.TakesKey);

    private ContractClient Client =>
        new(
            Contract,
            snapshot.App,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["/releases/{id}"] = Release,
                ["/downloads/{id}"] = Release,
                ["/admin/releases/{id}"] = Release,
                ["/admin/runs/{id}"] = snapshot.FirstRun.Id,
            }
        );

    private string Release => snapshot.FirstRun.Outcome!.Release!;

    [Fact]
    public async Task The_app_serves_the_committed_contract()
    {
        using var response = await snapshot.App.Host.HttpClient.GetAsync(new Uri("api/v1/openapi.json", UriKind.Relative));
        (await response.Content.ReadAsStringAsync()).ShouldBe(TestKit.RepositoryFolder.Read("docs/openapi.json"));
        Contract.Operations.Count.ShouldBeGreaterThan(40);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_example_is_answered(string name)
    {
        var operation = Contract.Operation(name);
        if (name == "retryIncident")
        {
            // In the app of all tests nothing has failed.
            await using var own = await RunningApp.StartAsync("Snapshot");
            await own.Host.Services.GetRequiredService<IIncidentLog>().RecordAsync(RunningApp.Failed, default);
            (await new ContractClient(Contract, own).AskAsync(operation)).Code.ShouldBe(202);
            return;
        }

        if (name is "acceptEdition" or "takeEditionOut")
        {
            // Nor is anything held there, and a withdrawal is permanent.
            await using var own = await RunningApp.StartAsync("Snapshot", settings: HeldForAPerson.Idle);
            await HeldForAPerson.HoldAsync(own, operation.Parameters.Single(parameter => parameter.IsInPath).Example!);
            (await new ContractClient(Contract, own).AskAsync(operation)).Code.ShouldBe(202);
            return;
        }

        var answer = await Client.AskAsync(operation);
        answer.Code.ToString(CultureInfo.InvariantCulture).ShouldBe(operation.Statuses[0], answer.Body);
    }

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task Head_is_get_without_a_body(string name)
    {
        var operation = Contract.Operation(name);
        var head = Contract.Operation("head" + name["get".Length..]);
        head.Path.ShouldBe(operation.Path);
        head.Statuses.ShouldBe(operation.Statuses.Except(OfParts));
        await OnceStillAsync(async () =>
        {
            var whole = await Client.AskAsync(operation);
            var alone = await Client.AskAsync(head);
            alone.Status.ShouldBe(whole.Status);
            string[] headers = ["Content-Type", "Cache-Control", "Content-Length"];
            return string.Join('\n', headers.Select(header => $"{header}: {alone.Headers[header]}"))
                == string.Join('\n', headers.Select(header => $"{header}: {whole.Headers[header]}"));
        });
    }

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task An_answer_that_is_known_is_not_sent_again(string name)
    {
        var operation = Contract.Operation(name);
        foreach (var either in (HeldOperation[])[operation, Contract.Operation("head" + name["get".Length..])])
        {
            await OnceStillAsync(async () =>
            {
                var first = await Client.AskAsync(operation);
                var again = await Client.AskAsync(
                    either,
                    request => request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(first.Headers["ETag"]))
                );
                (again.Code == 304).ShouldBe(again.Headers["ETag"] == first.Headers["ETag"]);
                return again.Code == 304;
            });
        }
    }

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task Csv_is_answered_where_the_contract_has_it_and_json_where_a_reader_takes_nothing_else(string name)
    {
        var operation = Contract.Operation(name);
        var media = operation.Node["responses"]!["200"]!["content"]!.AsObject().Select(content => content.Key).ToList();
        if (media.Contains("text/csv"))
        {
            var csv = await Client.AskAsync(operation, ("format", "csv"));
            csv.MediaType.ShouldBe("text/csv");
            var columns = (string)operation.Node["responses"]!["200"]!["content"]!["text/csv"]!["schema"]!["description"]!;
            csv.Body.Split("\r\n")[0].Split(',').ShouldBe(columns.Split('`').Where((_, index) => index % 2 == 1));
        }

        var accepted = await Client.AskAsync(operation, request => request.Headers.Accept.ParseAdd("text/csv"));
        accepted.MediaType.ShouldBe(
            media is ["*/*"] ? "text/csv"
            : media.Contains("text/csv") ? "text/csv"
            : media[0]
        );
        media.Contains("text/csv").ShouldBe(operation.Query.Any(parameter => parameter.Name == "format"));
    }

    [Theory]
    [MemberData(nameof(Choices))]
    public async Task Each_word_of_a_parameter_is_understood(string name, string parameter)
    {
        var operation = Contract.Operation(name);
        var answered = 0;
        foreach (var word in operation.Parameter(parameter).Words!)
        {
            var answer = await Client.AskAsync(operation, Asking(parameter, word));
            answered += answer.Code == 200 ? 1 : 0;
            if (name == "getArea" && parameter == "class" && answer.Code == 400)
            {
                // An area is of one class, and its problem says which.
                answer.Allowed.ShouldHaveSingleItem().ShouldNotBe(word);
            }
            else if (parameter == "geography" && answer.Code == 404)
            {
                // The area of the example is not one of every geography: the area is what is missed, and never the geography.
                ((string)answer.Problem["parameter"]!).ShouldBeOneOf(["code", "area"], answer.Request);
            }
            else if (parameter is "line" or "scope" && answer.Code == 400 && (string?)answer.Problem["parameter"] == "year")
            {
                // Lines below a service are in both returns in some years only: the year of the example is what is missed, and never the line.
                answer.Allowed.ShouldNotBeEmpty(answer.Request);
            }
            else if (answer.Code != 200)
            {
                answer.Code.ShouldBeOneOf(400, 422);
                ((string)answer.Problem["title"]!).ShouldBeOneOf(Understood, $"{answer.Request}\n{answer.Body}");
            }
        }

        answered.ShouldBeGreaterThan(0);
    }

    [Theory]
    [MemberData(nameof(Usual))]
    public async Task What_holds_unless_sent_is_what_the_contract_says(string name, string parameter)
    {
        var operation = Contract.Operation(name);
        var asked = Asking(parameter, operation.Parameter(parameter).Default!);
        await OnceStillAsync(async () =>
        {
            var sent = await Client.AskAsync(operation, asked);
            var unsent = await Client.AskAsync(
                operation,
                [.. asked.Select(pair => pair.Name == parameter ? (pair.Name, (string?)null) : pair)]
            );
            unsent.Code.ShouldBe(200);
            return WithoutMoments(sent.Body) == WithoutMoments(unsent.Body);
        });
    }

    [Theory]
    [MemberData(nameof(Parameters))]
    public async Task A_value_that_a_parameter_may_not_have_is_a_problem_that_names_it(string name, string parameter)
    {
        var operation = Contract.Operation(name);
        var declared = operation.Parameter(parameter);
        string[] bad = ["nothing", "", "\0", "' or 1 eq 1", new('9', 300)];
        foreach (var value in bad)
        {
            var answer = await Client.AskAsync(operation, Asking(parameter, value));
            answer.Code.ShouldBe(declared.IsName ? 404 : 400, $"{answer.Request}\n{answer.Body}");
            ((string)answer.Problem["parameter"]!).ShouldBe(parameter, answer.Request);
            if (declared.Words is { } words)
            {
                answer.Allowed.ShouldBeSubsetOf(words);
                answer.Allowed.ShouldNotBeEmpty();
            }
            else if (!declared.IsName)
            {
                answer.Allowed.ShouldNotBeEmpty();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task A_number_is_held_to_its_bounds(string name, string parameter)
    {
        var operation = Contract.Operation(name);
        var (least, most) = operation.Parameter(parameter).Bounds!.Value;
        foreach (var (number, code) in ((int, int)[])[(least - 1, 400), (least, 200), (most, 200), (most + 1, 400)])
        {
            var answer = await Client.AskAsync(operation, Asking(parameter, number.ToString(CultureInfo.InvariantCulture)));
            answer.Code.ShouldBe(code, answer.Request);
        }
    }

    [Theory]
    [MemberData(nameof(Required))]
    public async Task A_parameter_that_must_be_sent_is_missed(string name, string parameter)
    {
        var answer = await Client.AskAsync(Contract.Operation(name), (parameter, null));
        answer.Code.ShouldBe(400);
        ((string)answer.Problem["title"]!).ShouldBe("Parameter missing");
        ((string)answer.Problem["parameter"]!).ShouldBe(parameter);
    }

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task A_parameter_that_the_contract_does_not_have_is_refused_with_those_it_has(string name)
    {
        var operation = Contract.Operation(name);
        var unknown = await Client.AskAsync(operation, ("colour", "red"));
        unknown.Code.ShouldBe(400);
        ((string)unknown.Problem["title"]!).ShouldBe("Unknown parameter");
        ((string)unknown.Problem["parameter"]!).ShouldBe("colour");
        unknown.Allowed.ShouldBe(operation.Query.Select(parameter => parameter.Name), ignoreOrder: true);
        foreach (var parameter in operation.Query.Take(1))
        {
            var value = parameter.Words?[0] ?? parameter.Example ?? "1";
            var twice = await Client.SendAsync(
                operation,
                [.. Client.ExampleQuery(operation), new(parameter.Name, value), new(parameter.Name, value)]
            );
            twice.Code.ShouldBe(400);
            ((string)twice.Problem["title"]!).ShouldBe("Parameter repeated");
            ((string)twice.Problem["parameter"]!).ShouldBe(parameter.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_name_in_a_path_that_names_nothing_is_not_found(string name)
    {
        var operation = Contract.Operation(name);
        if (!operation.Parameters.Any(parameter => parameter.IsInPath))
        {
            operation.Path.ShouldNotContain("{");
            return;
        }

        foreach (var value in (string[])["nothing", "E99999999", "' or 1 eq 1", "a|b", new('a', 300)])
        {
            var answer = await Client.SendAsync(operation, Client.ExampleQuery(operation), pathValue: value);
            answer.Code.ShouldBe(404, answer.Request);
        }
    }

    [Fact]
    public async Task Every_problem_that_can_be_provoked_is()
    {
        // What a reader can ask that would mislead, by address.
        var misleading = new Dictionary<string, (string, string?)[]>(StringComparer.Ordinal)
        {
            ["/areas/{code}"] = [("geography", "authority")],
            ["/compare/returns"] = [("scope", "education"), ("year", null), ("area", null)],
        };
        foreach (var operation in Gets)
        {
            foreach (var status in operation.Statuses.Where(status => status == "422"))
            {
                var answer = await Client.AskAsync(operation, misleading.GetValueOrDefault(operation.Path, [("scope", "education")]));
                answer.Code.ToString(CultureInfo.InvariantCulture).ShouldBe(status, $"{answer.Request}\n{answer.Body}");
            }

            if (operation.Query.Any(parameter => parameter.Name == "asOf"))
            {
                (await Client.AskAsync(operation, ("asOf", "2001-01-01"))).Code.ShouldBe(404);
                (await Client.AskAsync(operation, ("asOf", "2001-01-01"), ("release", Release))).Code.ShouldBe(400);
            }
        }
    }

    [Fact]
    public async Task What_operators_ask_takes_a_key()
    {
        foreach (var operation in Contract.Operations.Where(operation => operation.TakesKey))
        {
            (await Client.AskAsync(operation, request => request.Headers.Remove("x-functions-key"))).Code.ShouldBe(401);
            (await Client.AskAsync(operation, request => request.Headers.Remove("x-functions-key"), ("code", "wrong"))).Code.ShouldBe(401);
        }

        (
            await Client.AskAsync(
                Contract.Operation("getRun"),
                request => request.Headers.Remove("x-functions-key"),
                ("code", TestKit.FunctionAppHost.FunctionKey)
            )
        ).Code.ShouldBe(200);
    }

    [Fact]
    public async Task A_verb_that_the_contract_does_not_have_is_told_those_it_has()
    {
        foreach (var path in Contract.Operations.GroupBy(operation => operation.Path))
        {
            foreach (var verb in ((string[])["GET", "POST", "PUT", "PATCH", "DELETE"]).Except(path.Select(operation => operation.Method)))
            {
                using var request = new HttpRequestMessage(new HttpMethod(verb), new Uri($"{Contract.Server}{path.Key}", UriKind.Relative));
                using var response = await snapshot.App.Host.HttpClient.SendAsync(request);
                ((int)response.StatusCode).ShouldBe(405, $"{verb} {path.Key}");
                response.Content.Headers.Allow.ShouldBe([.. path.Select(operation => operation.Method), "OPTIONS"], ignoreOrder: true);
            }
        }
    }

    [Fact]
    public async Task Before_the_first_release_the_contract_holds_too()
    {
        await using var empty = await RunningApp.StartAsync("Snapshot");
        var client = new ContractClient(Contract, empty);
        foreach (var operation in Contract.Operations.Where(operation => !operation.TakesKey))
        {
            var answer = await client.AskAsync(operation);
            answer.Code.ShouldBe(
                Lists.Contains(operation.Path) ? 200
                    : Named.Contains(operation.Path) ? 404
                    : 503,
                answer.Request
            );
        }
    }

    /// <summary>A parameter with what it goes with, and without what it does not go with.</summary>
    private static (string Name, string? Value)[] Asking(string parameter, string value) =>
        parameter switch
        {
            "class" => [(parameter, value), ("geography", "authority")],
            "group" => [(parameter, value), ("area", null)],
            "scope" => [(parameter, value), ("line", null)],
            "from" or "to" => [(parameter, value), ("year", null)],
            _ => [(parameter, value)],
        };

    /// <summary>What is of now, such as sources, changes while a run that another test started goes on; it must hold between two moments of it.</summary>
    private async Task OnceStillAsync(Func<Task<bool>> holds)
    {
        var runs = snapshot.App.Host.Services.GetRequiredService<IRunLedger>();
        var looks = 0;
        await Waiting.UntilAsync(
            async () =>
            {
                if (await holds())
                {
                    return true;
                }

                // A look counts while no run goes on: then what does not hold soon will not hold.
                looks += (await runs.NewestAsync(1, default))[0].Outcome is null ? 0 : 1;
                looks.ShouldBeLessThan(120);
                return false;
            },
            betweenLooks: TimeSpan.FromMilliseconds(500)
        );
    }

    /// <summary>An answer without the moments of now that stand in it.</summary>
    private static string WithoutMoments(string body) => Moment().Replace(body, "");

    private static TheoryData<string, string> Of(Func<HeldParameter, bool> takes)
    {
        var data = new TheoryData<string, string>();
        foreach (var operation in Gets)
        {
            foreach (var parameter in operation.Query.Where(takes))
            {
                data.Add(operation.Name, parameter.Name);
            }
        }

        return data;
    }

    [GeneratedRegex(
        @"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2})",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Moment();
}
