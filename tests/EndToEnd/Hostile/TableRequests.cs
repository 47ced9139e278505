using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace BudgetWatch.EndToEnd.Tests.Hostile;

/// <summary>What this process asks of the tables of one storage account, as it goes out.</summary>
internal sealed partial class TableRequests : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const string Listener = "HttpHandlerDiagnosticListener";
    private const string Start = "System.Net.Http.HttpRequestOut.Start";

    private readonly string _endpoint;
    private readonly ConcurrentDictionary<string, int> _filters = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _points = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<IDisposable> _subscriptions = [];

    private TableRequests(string endpoint) => _endpoint = endpoint;

    /// <summary>The filters that were sent, decoded.</summary>
    public IReadOnlyCollection<string> Filters => [.. _filters.Keys];

    /// <summary>The rows that were read by their key: the last part of the address, decoded.</summary>
    public IReadOnlyCollection<string> Points => [.. _points.Keys];

    /// <summary>Watches from now on.</summary>
    /// <param name="connectionString">The account; its table endpoint is stated.</param>
    public static TableRequests Watch(string connectionString)
    {
        var endpoint = connectionString.Split(';').Single(part => part.StartsWith("TableEndpoint=", StringComparison.Ordinal))[
            "TableEndpoint=".Length..
        ];
        var requests = new TableRequests(endpoint);
        requests._subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(requests));
        return requests;
    }

    /// <summary>A filter with every literal taken out.</summary>
    public static string ShapeOf(string filter) => Literal().Replace(filter, "?");

    /// <summary>The literals of a filter or key, as written between quotes.</summary>
    public static IEnumerable<string> LiteralsOf(string text) => Literal().Matches(text).Select(match => match.Value[1..^1]);

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == Listener)
        {
            _subscriptions.Add(value.Subscribe(this, name => name == Start || name == "System.Net.Http.HttpRequestOut"));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (
            value.Key != Start
            || value.Value?.GetType().GetProperty("Request")?.GetValue(value.Value) is not HttpRequestMessage { RequestUri: { } address }
            || !address.AbsoluteUri.StartsWith(_endpoint, StringComparison.Ordinal)
        )
        {
            return;
        }

        foreach (var part in address.Query.TrimStart('?').Split('&').Where(part => part.StartsWith("$filter=", StringComparison.Ordinal)))
        {
            _filters.AddOrUpdate(Uri.UnescapeDataString(part["$filter=".Length..].Replace('+', ' ')), 1, (_, count) => count + 1);
        }

        if (address.AbsolutePath.Contains("PartitionKey", StringComparison.Ordinal))
        {
            _points.AddOrUpdate(Uri.UnescapeDataString(address.AbsolutePath.Split('/')[^1]), 1, (_, count) => count + 1);
        }
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose()
    {
        foreach (var subscription in _subscriptions)
        {
            subscription.Dispose();
        }
    }

    [GeneratedRegex("'(?:[^']|'')*'", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Literal();
}
