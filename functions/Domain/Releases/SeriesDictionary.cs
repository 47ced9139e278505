using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Releases;

/// <summary>
/// Every scope's series of every return, each summed from the lines when it is first asked for. Those of <see cref="Scopes.Main"/> are kept; of the
/// details of services, of which there are many times more and each is rarely asked, the last <see cref="DetailsKept"/>. Who goes through all of it goes
/// through <see cref="Scopes.Main"/>; a detail is asked by its key.
/// </summary>
public sealed class SeriesDictionary(IReadOnlyDictionary<Return, HarmonisedReturn> returns)
    : IReadOnlyDictionary<(Return Return, Scope Scope), IReadOnlyDictionary<AreaCode, AreaSeries>>
{
    /// <summary>How many series of details are kept.</summary>
    public const int DetailsKept = 24;

    private readonly ConcurrentDictionary<(Return Return, Scope Scope), IReadOnlyDictionary<AreaCode, AreaSeries>> _summed = new();
    private readonly ConcurrentQueue<(Return Return, Scope Scope)> _details = new();

    /// <inheritdoc/>
    public int Count => returns.Count * Scopes.Main.Count;

    /// <summary>How many series are in memory.</summary>
    public int Kept => _summed.Count;

    /// <inheritdoc/>
    public IEnumerable<(Return Return, Scope Scope)> Keys =>
        returns.Keys.Order().SelectMany(@return => Scopes.Main.Select(scope => (@return, scope)));

    /// <inheritdoc/>
    public IEnumerable<IReadOnlyDictionary<AreaCode, AreaSeries>> Values => Keys.Select(key => this[key]);

    /// <inheritdoc/>
    public IReadOnlyDictionary<AreaCode, AreaSeries> this[(Return Return, Scope Scope) key] =>
        TryGetValue(key, out var series) ? series : throw new KeyNotFoundException($"No {key.Scope} of the {key.Return} return.");

    /// <inheritdoc/>
    public bool ContainsKey((Return Return, Scope Scope) key) => returns.ContainsKey(key.Return);

    /// <inheritdoc/>
    public bool TryGetValue((Return Return, Scope Scope) key, [MaybeNullWhen(false)] out IReadOnlyDictionary<AreaCode, AreaSeries> value)
    {
        value =
            !ContainsKey(key) ? null
            : _summed.TryGetValue(key, out var known) ? known
            : Sum(key);
        return value is not null;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<(Return Return, Scope Scope), IReadOnlyDictionary<AreaCode, AreaSeries>>> GetEnumerator() =>
        Keys.Select(key => KeyValuePair.Create(key, this[key])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IReadOnlyDictionary<AreaCode, AreaSeries> Sum((Return Return, Scope Scope) key)
    {
        var series = returns[key.Return].Series(key.Scope);
        if (!_summed.TryAdd(key, series))
        {
            return _summed.TryGetValue(key, out var sooner) ? sooner : series;
        }

        if (!Scopes.IsMain(key.Scope))
        {
            _details.Enqueue(key);
            while (_details.Count > DetailsKept && _details.TryDequeue(out var oldest))
            {
                _summed.TryRemove(oldest, out _);
            }
        }

        return series;
    }
}
