using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Releases;

/// <summary>Every scope's series of every return, each summed from the lines when it is first asked for, and kept.</summary>
public sealed class SeriesDictionary(IReadOnlyDictionary<Return, HarmonisedReturn> returns)
    : IReadOnlyDictionary<(Return Return, Scope Scope), IReadOnlyDictionary<AreaCode, AreaSeries>>
{
    private readonly ConcurrentDictionary<(Return Return, Scope Scope), IReadOnlyDictionary<AreaCode, AreaSeries>> _summed = new();

    /// <inheritdoc/>
    public int Count => returns.Count * Scopes.All.Count;

    /// <inheritdoc/>
    public IEnumerable<(Return Return, Scope Scope)> Keys =>
        returns.Keys.Order().SelectMany(@return => Scopes.All.Select(scope => (@return, scope)));

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
        value = ContainsKey(key) ? _summed.GetOrAdd(key, asked => returns[asked.Return].Series(asked.Scope)) : null;
        return value is not null;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<(Return Return, Scope Scope), IReadOnlyDictionary<AreaCode, AreaSeries>>> GetEnumerator() =>
        Keys.Select(key => KeyValuePair.Create(key, this[key])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
