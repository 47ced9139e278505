using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using BudgetWatch.TestKit;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace BudgetWatch.Pages.Tests.Browsing;

/// <summary>A page in the browser, in a context of its own. From before its first byte everything is recorded that it should not do.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private const int MostStops = 2000;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private readonly IBrowserContext _context;
    private readonly ICDPSession _protocol;
    private readonly Uri _address;
    private readonly ConcurrentQueue<string> _violations = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentQueue<string> _failed = new();
    private readonly ConcurrentQueue<string> _elsewhere = new();
    private readonly ConcurrentDictionary<string, string> _asked = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Transfer> _transfers = new();

    private OpenPage(IBrowserContext context, IPage page, ICDPSession protocol, Uri address)
    {
        _context = context;
        Page = page;
        _protocol = protocol;
        _address = address;
    }

    /// <summary>The page itself, for what this has no word for.</summary>
    public IPage Page { get; }

    /// <summary>What its Content-Security-Policy refused.</summary>
    public IReadOnlyCollection<string> PolicyViolations => _violations;

    /// <summary>Errors on its console, and exceptions that nothing caught.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>Requests that got no answer, or one of 400 and more.</summary>
    public IReadOnlyCollection<string> FailedRequests => _failed;

    /// <summary>Requests to another origin than its own, answered or not.</summary>
    public IReadOnlyCollection<string> RequestsElsewhere => _elsewhere;

    /// <summary>What came over the wire, request by request.</summary>
    public IReadOnlyCollection<Transfer> Transfers => _transfers;

    /// <summary>Opens an address and waits until it and what it asks for are there.</summary>
    public static async Task<OpenPage> OpenAsync(IBrowser browser, Uri address, Visit visit)
    {
        var context = await browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = visit.Width, Height = visit.Height },
                ColorScheme = ColorScheme.Light,
                ReducedMotion = visit.ReducedMotion ? ReducedMotion.Reduce : ReducedMotion.NoPreference,
                JavaScriptEnabled = visit.Scripts,
                Locale = "en-GB",
                TimezoneId = "Europe/London",
            }
        );
        context.SetDefaultTimeout((float)Waiting.Limit.TotalMilliseconds);
        try
        {
            var page = await context.NewPageAsync();
            var opened = new OpenPage(context, page, await context.NewCDPSessionAsync(page), address);
            await opened.RecordAsync();
            if (visit.On is { } line)
            {
                await opened.SlowDownAsync(line);
            }

            if (visit.Planted is { } planted)
            {
                await opened.PlantAsync(planted);
            }

            await page.GotoAsync(address.AbsoluteUri, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
            await WhenWholeAsync(page);
            return opened;
        }
        catch
        {
            await context.DisposeAsync();
            throw;
        }
    }

    // Playwright's own wait looks at each frame that is painted: a page that has nothing more to paint is waited for in vain.
    private static Task WhenWholeAsync(IPage page) =>
        Waiting.UntilAsync(async () =>
        {
            try
            {
                return await page.EvaluateAsync<bool>(PageScripts.IsWhole);
            }
            catch (PlaywrightException gone) when (gone.Message.Contains("Execution context was destroyed", StringComparison.Ordinal))
            {
                return false;
            }
        });

    /// <summary>Waits until the browser is at an address.</summary>
    /// <remarks>Playwright's own wait looks and then listens: on a busy machine a page may come in between, and is then waited for in vain.</remarks>
    public async Task AtAsync(Func<string, bool> address)
    {
        string? notice = null;
        await Waiting.UntilAsync(
            async () =>
            {
                if (address(Page.Url))
                {
                    return true;
                }

                notice = await Page.Locator("#notice").TextContentAsync();
                return false;
            },
            () =>
                $"It is at {Page.Url}. It says: {notice}. Errors: {string.Join("; ", Errors)}. Failed: {string.Join("; ", FailedRequests)}"
        );
    }

    /// <summary>Waits until the browser is at an address and shows all of it.</summary>
    public async Task ReachedAsync(Func<string, bool> address)
    {
        await AtAsync(address);
        await WhenWholeAsync(Page);
    }

    /// <summary>Waits until what a request was answered with has been dealt with.</summary>
    /// <param name="url">Of the request.</param>
    /// <param name="act">What makes it, or lets it go.</param>
    public async Task AnsweredAsync(Func<string, bool> url, Func<Task> act)
    {
        var answer = await Page.RunAndWaitForResponseAsync(act, response => url(response.Url));
        await answer.FinishedAsync();
        await Page.EvaluateAsync(PageScripts.ATurn);
    }

    /// <summary>Has the page look for another release, as it does every minute and when a reader comes back to it.</summary>
    public async Task LookAsync() => await Page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))");

    /// <summary>The file that a control of the page downloads.</summary>
    public async Task<byte[]> DownloadedAsync(ILocator by)
    {
        var download = await Page.RunAndWaitForDownloadAsync(() => by.ClickAsync());
        await using var stream = await download.CreateReadStreamAsync();
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    /// <summary>What axe has against it by the rules of WCAG 2.2 A and AA and its best practices, to read: rule, what it asks, and the element.</summary>
    public async Task<IReadOnlyList<string>> AxeViolationsAsync()
    {
        foreach (var frame in Page.Frames)
        {
            await frame.EvaluateAsync(Axe);
        }

        return await Page.EvaluateAsync<string[]>(PageScripts.AxeViolations);
    }

    /// <summary>Has the reader prefer dark from here on.</summary>
    public async Task DarkenAsync() => await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });

    /// <summary>Presses Tab from the top until it comes round.</summary>
    public async Task<TabOrder> TabThroughAsync()
    {
        await Page.EvaluateAsync(PageScripts.RememberRest);
        var stops = new List<Stop>();
        while (true)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await Page.EvaluateAsync(PageScripts.Stop) is not { } stop || !stop.TryGetProperty("element", out var element))
            {
                break;
            }

            stops.Add(
                new Stop(
                    element.GetString()!,
                    "",
                    "",
                    stop.GetProperty("target").GetString()!,
                    stop.GetProperty("shows").GetBoolean(),
                    stop.GetProperty("follows").GetBoolean()
                )
            );
            stops.Count.ShouldBeLessThan(MostStops, "Tab never came round");
        }

        return new TabOrder(await NamedAsync(stops), await Page.EvaluateAsync<string[]>(PageScripts.Unreached));
    }

    /// <summary>How it looked while it opened.</summary>
    public async Task<Paint> PaintAsync()
    {
        var paint = (await Page.EvaluateAsync(PageScripts.Paint))!.Value;
        return new Paint(
            TimeSpan.FromMilliseconds(paint.GetProperty("largest").GetDouble()),
            paint.GetProperty("shift").GetDouble(),
            paint.GetProperty("what").GetString()!
        );
    }

    /// <summary>Elements that make it scroll sideways; none where it does not.</summary>
    public async Task<IReadOnlyList<string>> WiderThanTheWindowAsync() => await Page.EvaluateAsync<string[]>(PageScripts.Wider);

    /// <summary>Animations and transitions that run.</summary>
    public async Task<IReadOnlyList<string>> RunningAnimationsAsync() => await Page.EvaluateAsync<string[]>(PageScripts.Animations);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private async Task RecordAsync()
    {
        await _context.ExposeFunctionAsync<string>("budgetWatchRefused", _violations.Enqueue);
        await _context.AddInitScriptAsync(PageScripts.Refusals);
        Page.PageError += (_, error) => _errors.Enqueue(error);
        Page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
            {
                _violations.Enqueue(message.Text);
            }
            else if (message.Type == "error")
            {
                _errors.Enqueue($"{message.Text} ({message.Location})");
            }
        };
        Page.RequestFailed += (_, request) => _failed.Enqueue($"{request.Url}: {request.Failure}");
        Page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                _failed.Enqueue($"{response.Url}: {response.Status}");
            }
        };
        Page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: not ("data" or "blob" or "about") } asked && asked.Authority != _address.Authority)
            {
                _elsewhere.Enqueue(request.Url);
            }
        };
        _protocol.Event("Network.requestWillBeSent").OnEvent += (_, sent) =>
            _asked[sent!.Value.GetProperty("requestId").GetString()!] = sent.Value.GetProperty("request").GetProperty("url").GetString()!;
        _protocol.Event("Network.loadingFinished").OnEvent += (_, finished) =>
            _transfers.Enqueue(
                new Transfer(
                    _asked.GetValueOrDefault(finished!.Value.GetProperty("requestId").GetString()!, "?"),
                    (long)finished.Value.GetProperty("encodedDataLength").GetDouble()
                )
            );
        await _protocol.SendAsync("Network.enable");
    }

    private async Task SlowDownAsync(SlowLine line)
    {
        await _protocol.SendAsync(
            "Network.emulateNetworkConditions",
            Arguments(
                ("offline", false),
                ("latency", line.RoundTrip.TotalMilliseconds),
                ("downloadThroughput", line.BitsPerSecond / 8.0),
                ("uploadThroughput", line.BitsPerSecond / 8.0)
            )
        );
        await _protocol.SendAsync("Emulation.setCPUThrottlingRate", Arguments(("rate", line.Slowdown)));
    }

    private async Task PlantAsync(PlantedPage planted) =>
        await Page.RouteAsync(
            _address.AbsoluteUri,
            route =>
                route.FulfillAsync(
                    new RouteFulfillOptions
                    {
                        ContentType = "text/html; charset=utf-8",
                        Body = planted.Html,
                        Headers = planted.Policy is { } policy ? [KeyValuePair.Create("Content-Security-Policy", policy)] : [],
                    }
                )
        );

    /// <summary>Stops with their roles and names, from the tree that the browser gives to assistive technology.</summary>
    private async Task<IReadOnlyList<Stop>> NamedAsync(List<Stop> stops)
    {
        var nodes = (await _protocol.SendAsync("Accessibility.getFullAXTree"))!
            .Value.GetProperty("nodes")
            .EnumerateArray()
            .Where(node => node.TryGetProperty("backendDOMNodeId", out _))
            .ToLookup(node => node.GetProperty("backendDOMNodeId").GetInt32());
        var named = new List<Stop>();
        foreach (var (stop, index) in stops.Select((stop, index) => (stop, index)))
        {
            var visited = await _protocol.SendAsync("Runtime.evaluate", Arguments(("expression", $"[...window.__tabs.visited][{index}]")));
            var element = await _protocol.SendAsync(
                "DOM.describeNode",
                Arguments(("objectId", visited!.Value.GetProperty("result").GetProperty("objectId").GetString()!))
            );
            var node = nodes[element!.Value.GetProperty("node").GetProperty("backendNodeId").GetInt32()].FirstOrDefault();
            named.Add(stop with { Role = Text(node, "role"), Name = Text(node, "name") });
        }

        return named;
    }

    private static Dictionary<string, object> Arguments(params (string Name, object Value)[] arguments) =>
        arguments.ToDictionary(argument => argument.Name, argument => argument.Value, StringComparer.Ordinal);

    private static string Text(JsonElement node, string what) =>
        node.ValueKind == JsonValueKind.Object
        && node.TryGetProperty(what, out var property)
        && property.TryGetProperty("value", out var value)
            ? string.Create(CultureInfo.InvariantCulture, $"{value}").Trim()
            : "";
}
