using System.Collections.Immutable;

namespace BudgetWatch.Sources.Charities;

/// <summary>A number and a value for each row, in whatever order they come.</summary>
internal sealed class Pairs
{
    /// <summary>Number and value as one, so that sorting needs no second array.</summary>
    private readonly List<long> rows = [];

    /// <summary>Adds a row.</summary>
    public void Add(int number, int value) => rows.Add(((long)number << 32) | (uint)(value ^ int.MinValue));

    /// <summary>Both columns, by number and value.</summary>
    public (ImmutableArray<int> Numbers, ImmutableArray<int> Values) Sorted()
    {
        rows.Sort();
        var numbers = ImmutableArray.CreateBuilder<int>(rows.Count);
        var values = ImmutableArray.CreateBuilder<int>(rows.Count);
        foreach (var row in rows)
        {
            numbers.Add((int)(row >> 32));
            values.Add((int)(uint)row ^ int.MinValue);
        }

        return (numbers.MoveToImmutable(), values.MoveToImmutable());
    }
}
