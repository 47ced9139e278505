using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;

namespace BudgetWatch.Sources.Grants;

/// <summary>Sums grants by place, year and publisher as they are read, and what is left out by reason; each identifier counts once.</summary>
internal sealed class GrantSums
{
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> publishers = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Place, int Year, int Publisher), (int Grants, long Pence)> sums = [];
    private readonly SortedDictionary<string, (long Grants, decimal? Pounds)> leftOut = new(StringComparer.Ordinal);

    // Apart, so that a grant that one copy allows is not lost to another that does not.
    private readonly HashSet<ulong> counted = [];
    private readonly HashSet<ulong> others = [];
    private DateOnly first = DateOnly.MaxValue;
    private DateOnly last = DateOnly.MinValue;
    private decimal pounds;

    /// <summary>Whether any grant is counted.</summary>
    public bool Any => sums.Count > 0;

    /// <summary>What is more than there can be; null while nothing is.</summary>
    public string? Excess =>
        places.Count > GrantLimits.Places ? $"at most {GrantLimits.Places:N0} places"
        : publishers.Count > GrantLimits.Publishers ? $"at most {GrantLimits.Publishers:N0} publishers"
        : sums.Count > GrantLimits.Sums ? $"at most {GrantLimits.Sums:N0} sums of place, year and publisher"
        : pounds > GrantLimits.PoundsOfAll ? $"at most {GrantLimits.PoundsOfAll:N0} pounds in all"
        : null;

    /// <summary>Counts a grant; one more by an identifier that was counted before is a duplicate.</summary>
    public void Count(string identifier, GssCode place, FinancialYear year, DateOnly awarded, string publisher, decimal amount)
    {
        if (!counted.Add(Hash(identifier)))
        {
            Add(GrantsLeftOut.Duplicate, amount);
            return;
        }

        (first, last) = (awarded < first ? awarded : first, awarded > last ? awarded : last);
        pounds += amount;
        if (Excess is not null)
        {
            return;
        }

        var key = (Index(places, place.Value), year.StartYear, Index(publishers, publisher));
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out _);
        sum = (sum.Grants + 1, sum.Pence + (long)(amount * 100));
    }

    /// <summary>Counts a grant that is left out, once for each identifier.</summary>
    public void LeaveOut(string identifier, string reason, decimal? amount)
    {
        if (others.Add(Hash(identifier)))
        {
            Add(reason, amount);
        }
    }

    /// <summary>Counts a row that says too little to tell it from another.</summary>
    public void Reject() => Add(GrantsLeftOut.Unusable, null);

    /// <summary>The sums, in an order that does not depend on that of the rows.</summary>
    public YearlyGrants Conclude(DateOnly? retrieved)
    {
        var (placeOf, placesInOrder) = Ordered(places);
        var (publisherOf, publishersInOrder) = Ordered(publishers);
        var rows = sums.Select(pair =>
                (
                    Place: placeOf[pair.Key.Place],
                    pair.Key.Year,
                    Publisher: publisherOf[pair.Key.Publisher],
                    pair.Value.Grants,
                    pair.Value.Pence
                )
            )
            .Order()
            .ToList();
        return new YearlyGrants(
            retrieved,
            first,
            last,
            [.. placesInOrder.Select(code => new GssCode(code))],
            publishersInOrder,
            [.. rows.Select(row => row.Place)],
            [.. rows.Select(row => row.Year)],
            [.. rows.Select(row => row.Publisher)],
            [.. rows.Select(row => row.Grants)],
            [.. rows.Select(row => row.Pence)],
            [.. leftOut.Select(pair => new GrantsLeftOut(pair.Key, pair.Value.Grants, pair.Value.Pounds))]
        );
    }

    private void Add(string reason, decimal? amount)
    {
        var (grants, known) = leftOut.GetValueOrDefault(reason, (0, amount is null ? null : 0m));
        leftOut[reason] = (grants + 1, known + amount);
    }

    private static int Index(Dictionary<string, int> names, string name)
    {
        if (!names.TryGetValue(name, out var index))
        {
            names.Add(name, index = names.Count);
        }

        return index;
    }

    private static (int[] Of, List<string> Names) Ordered(Dictionary<string, int> names)
    {
        var inOrder = names.Keys.Order(StringComparer.Ordinal).ToList();
        var of = new int[names.Count];
        for (var position = 0; position < inOrder.Count; position++)
        {
            of[names[inOrder[position]]] = position;
        }

        return (of, inOrder);
    }

    /// <summary>Eight bytes of SHA-256. Two identifiers cannot be made to collide, and of five million two collide by chance once in a million files.</summary>
    private static ulong Hash(string identifier)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        var text = MemoryMarshal.AsBytes(identifier.AsSpan());
        SHA256.HashData(text, digest);
        return BitConverter.ToUInt64(digest);
    }
}
