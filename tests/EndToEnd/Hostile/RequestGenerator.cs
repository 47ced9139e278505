using System.Globalization;
using System.Text;
using BudgetWatch.App.Http.Contract;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.EndToEnd.Tests.Hostile;

/// <summary>Makes requests of every sort to every address, by number: what is wrong with one can be looked at again.</summary>
/// <param name="seed">Other requests for another.</param>
/// <param name="names">What there is, by what an example's name stands for.</param>
internal sealed class RequestGenerator(int seed, IReadOnlyDictionary<string, string> names)
{
    /// <summary>What Kestrel reads at most, with room for what it counts otherwise.</summary>
    private const int LongestLineRead = 8_000;
    private const int LongestHeadersRead = 30_000;

    private static readonly IReadOnlyList<HttpFunction> Open = [.. HttpFunction.All().Where(function => !function.TakesKey)];
    private static readonly IReadOnlyList<HttpFunction> Keyed = [.. HttpFunction.All().Where(function => function.TakesKey)];

    private static readonly string[] OtherVerbs =
    [
        "PUT",
        "DELETE",
        "OPTIONS",
        "TRACE",
        "PATCH",
        "POST",
        "get",
        "head",
        "Get",
        "hEAD",
        "options",
        "post",
        "PROPFIND",
        "BREW",
        "M-SEARCH",
        "G",
        "GETGET",
        new string('V', 200),
    ];

    private static readonly string[] Elsewhere =
    [
        "/",
        "/favicon.ico",
        "/robots.txt",
        "/.env",
        "/.git/config",
        "/admin",
        "/admin/host/status",
        "/runtime/webhooks",
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/",
        "/api/v2/cuts",
        "/API/V1/CUTS",
        "//api/v1/cuts",
        "/api//v1/cuts",
        "/api/v1/cuts/",
        "/api/v1/cuts/x",
        "/api/v1/cuts.json",
        "/api/v1/cuts;x=1",
        "/api/v1/./cuts",
        "/api/v1/x/../cuts",
        "/api/v1/../../etc/passwd",
        "/..",
        "/../..",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/api/v1/..%2f..%2fhost.json",
        "/api/v1/areas/..%2f..%2fsummary",
        "/api/v1/areas/%2e%2e",
        "/api/v1/editions/..%5c..%5chost.json/content",
        "/api/v1/areas/%252e%252e%252f",
        "/api/v1/areas//series",
        "/api/v1/areas/%20",
        "/api/v1/areas/%0d%0aX-Planted:yes",
        "/api/v1/feed.atom",
        "/api/v1/admin",
        "/api/v1/admin/incidents",
        "/snapshot/revenue-budgets-2019-20.csv",
    ];

    private static readonly string[] AcceptedTypes =
    [
        "*/*",
        "text/csv",
        "application/json",
        "text/html",
        "text/csv;q=0, */*",
        "text/csv;q=x",
        ";;;",
        ",,,,",
        "a/b/c",
        "*/*;q=9",
        "text/*",
        "\"",
        "application/json;q=0.1,text/csv;q=0.9",
        "",
    ];

    private static readonly string[] AcceptedEncodings =
    [
        "br",
        "gzip",
        "deflate",
        "identity",
        "*",
        "gzip;q=0, br;q=0",
        "BR",
        "gzip;q=abc",
        "br;q=1;q=0",
        ",",
        "",
        "\"br\"",
    ];

    private static readonly string[] KnownTags = ["*", "\"\"", "W/\"x\"", "\"abc", "abc", "\"a\",,\"b\"", "W/", "\"*\"", "\"'\""];

    /// <summary>The request of a number.</summary>
    public GeneratedRequest Of(int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        var verb = random.Next(100) switch
        {
            < 78 => "GET",
            < 86 => "HEAD",
            < 87 => "CONNECT",
            _ => OtherVerbs[random.Next(OtherVerbs.Length)],
        };
        var target = Target(random);
        var (headers, areOdd) = Headers(random);
        var body = random.Next(60) == 0 ? HostileText.Any(random) : null;
        if (body is not null)
        {
            headers.Append(CultureInfo.InvariantCulture, $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n");
        }

        // A request line or header that HTTP does not allow.
        var isBroken = random.Next(80) == 0;
        var line = !isBroken
            ? $"{verb} {target} HTTP/1.1\r\n"
            : random.Next(4) switch
            {
                0 => $"{verb} {target}\u00e9\u0001 HTTP/1.1\r\n",
                1 => $"{verb}  {target} HTTP/1.1\r\n",
                2 => $"G\"ET {target} HTTP/1.1\r\n",
                _ => $"{verb} {target[1..]}\r\n",
            };
        var bytes = Encoding.Latin1.GetBytes($"{line}{headers}\r\n");
        return new GeneratedRequest(
            number,
            verb,
            body is null ? bytes : [.. bytes, .. Encoding.UTF8.GetBytes(body)],
            isBroken
                || areOdd
                || line.Length > LongestLineRead
                || headers.Length > LongestHeadersRead
                || target.Split('?')[0].Contains("%00", StringComparison.Ordinal)
        );
    }

    private string Target(Random random) =>
        random.Next(100) switch
        {
            < 6 => Elsewhere[random.Next(Elsewhere.Length)] + Query(random, [], 0),
            < 9 => "/" + HostileText.Written(random, HostileText.Any(random)),
            < 12 => "/api/v1/" + HostileText.Written(random, HostileText.Any(random)) + Query(random, [], 0),
            < 15 => OfFunction(random, Keyed[random.Next(Keyed.Count)]),
            _ => OfFunction(random, Open[random.Next(Open.Count)]),
        };

    private string OfFunction(Random random, HttpFunction function)
    {
        var path = function.Resource.Path.Aggregate(
            function.Path,
            (at, parameter) =>
                at.Replace(
                    $"{{{parameter.Name}}}",
                    random.Next(5) < 3
                        ? Value(parameter)
                        : HostileText
                            .Written(random, HostileText.Any(random))
                            .Replace("/", random.Next(2) == 0 ? "%2F" : "/", StringComparison.Ordinal)
                            .Replace("?", "%3F", StringComparison.Ordinal),
                    StringComparison.Ordinal
                )
        );
        var before = random.Next(40) switch
        {
            0 => "/api/v1/..%2f",
            1 => "/api/../api/v1",
            2 => "/./api/v1",
            3 => "/Api/V1",
            _ => "/api/v1",
        };

        // What reads many rows of storage each time is mostly asked with a mistake, or the emulator is all that is tried.
        var isSlow = function.Resource.Answer is not null && function.Resource.Parameters.Count == 1;
        return before + path + Query(random, function.Resource.Parameters, isSlow && random.Next(8) > 0 ? 1 : 0);
    }

    private string Query(Random random, IReadOnlyList<Parameter> known, int mistakes)
    {
        var pairs = new List<string>();
        if (mistakes > 0)
        {
            pairs.Add(Mistake(random, known));
        }

        // One thing asked as it may be: any two of all there is would be more questions than can be computed.
        if (known.Count > 0 && random.Next(2) == 0)
        {
            var parameter = known[random.Next(known.Count)];
            pairs.Add($"{parameter.Name}={Uri.EscapeDataString(Sound(random, parameter))}");
        }

        for (var more = random.Next(7) - 3; more > 0; more--)
        {
            pairs.Add(Mistake(random, known));
        }

        var shuffled = pairs.ToArray();
        random.Shuffle(shuffled);
        return shuffled.Length == 0
            ? random.Next(20) == 0
                ? "?"
                : ""
            : "?" + string.Join(random.Next(20) == 0 ? "&&" : "&", shuffled);
    }

    private string Mistake(Random random, IReadOnlyList<Parameter> known)
    {
        var name =
            known.Count > 0 && random.Next(4) > 0
                ? known[random.Next(known.Count)].Name
                : HostileText.Written(random, HostileText.Any(random));
        var value = HostileText
            .Written(random, HostileText.Any(random))
            .Replace("&", random.Next(2) == 0 ? "&" : "%26", StringComparison.Ordinal);
        return random.Next(12) switch
        {
            0 => name,
            1 => $"{name}=",
            2 => $"{name}={value}&{name}={value}",
            3 => $"{name.ToUpperInvariant()}={value}",
            4 => $"{name}[]={value}",
            5 => string.Join(
                '&',
                Enumerable
                    .Range(0, random.Next(1, 60))
                    .Select(index => string.Create(CultureInfo.InvariantCulture, $"{name}{index}={index}"))
            ),
            _ => $"{name}={value}",
        };
    }

    private string Sound(Random random, Parameter parameter) =>
        parameter.Words is { Count: > 0 } words
            ? words[random.Next(Math.Min(parameter.Name == "geography" ? 3 : 2, words.Count))]
            : Value(parameter);

    /// <summary>A value it may have: the name of what there is, or its example.</summary>
    private string Value(Parameter parameter) =>
        parameter.Example is { } example ? names.GetValueOrDefault(example, example) : parameter.Default ?? "1";

    private static (StringBuilder Text, bool AreOdd) Headers(Random random)
    {
        var headers = new StringBuilder();
        var areOdd = false;
        switch (random.Next(80))
        {
            case 0:
                headers.Append("Host: evil.example\r\n");
                break;
            case 1:
                (areOdd, _) = (true, headers.Append("Host: a b\r\n"));
                break;
            case 2:
                (areOdd, _) = (true, headers.Append("Host: a\r\nHost: b\r\n"));
                break;
            case 3:
                areOdd = true;
                break;
            case 4:
                (areOdd, _) = (true, headers.Append("Host: \r\n"));
                break;
            case 5:
                headers.Append("Host: [::1]:80\r\n");
                break;
            default:
                headers.Append("Host: localhost\r\n");
                break;
        }

        void Perhaps(int oneIn, string name, Func<string> value)
        {
            if (random.Next(oneIn) == 0)
            {
                headers.Append(CultureInfo.InvariantCulture, $"{name}: {value()}\r\n");
            }
        }

        Perhaps(4, "Accept", () => AcceptedTypes[random.Next(AcceptedTypes.Length)]);
        Perhaps(4, "Accept-Encoding", () => AcceptedEncodings[random.Next(AcceptedEncodings.Length)]);
        Perhaps(
            8,
            "If-None-Match",
            () =>
                random.Next(5) == 0
                    ? string.Join(
                        ',',
                        Enumerable.Range(0, random.Next(3_500)).Select(index => string.Create(CultureInfo.InvariantCulture, $"\"{index}\""))
                    )
                    : KnownTags[random.Next(KnownTags.Length)]
        );
        Perhaps(25, "Range", () => ((string[])["bytes=0-10", "bytes=-1", "bytes=9-1", "lines=1", "bytes=0-1,0-1,0-1"])[random.Next(5)]);
        Perhaps(
            25,
            "X-Forwarded-For",
            () => random.Next(2) == 0 ? "192.0.2.1, [::1]:99999, '" : string.Join(", ", Enumerable.Repeat("1.1.1.1", random.Next(1, 500)))
        );
        Perhaps(40, "X-Forwarded-Host", () => "evil.example");
        Perhaps(40, "X-HTTP-Method-Override", () => "DELETE");
        Perhaps(40, "X-Original-URL", () => "/api/v1/admin/ingestions");
        Perhaps(40, "Cookie", () => new string('c', random.Next(1, 5_000)));
        Perhaps(40, "If-Modified-Since", () => "yesterday");
        Perhaps(40, "If-Match", () => "\"x\"");
        Perhaps(40, "Origin", () => "null");
        Perhaps(60, "x-functions-key", () => "' or '1'='1");
        Perhaps(60, "X-" + new string('h', random.Next(1, 300)), () => new string('v', random.Next(1, 40_000)));
        if (random.Next(80) == 0)
        {
            areOdd = true;
            headers.Append("X-Odd: a\u0001b\u00ff\r\n");
        }

        return (headers, areOdd);
    }
}
