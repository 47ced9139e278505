using BudgetWatch.Domain.Community;

namespace BudgetWatch.Domain.Tests.Community;

/// <summary>Areas and components with known properties, from seeds.</summary>
internal static class Planted
{
    public static List<Area> Areas(int count) =>
        [
            .. Enumerable
                .Range(1, count)
                .Select(n => new Area(new AreaCode($"E06{n:000000}"), $"Council {n}", AreaKind.UnitaryAuthority, "North", [], null)),
        ];

    /// <summary>A component on its own unit, every area of as many residents: nothing is shrunk.</summary>
    public static CapacityComponent Component(string id, IReadOnlyList<Area> areas, IReadOnlyList<double?> values) =>
        Component(id, areas, values, [.. areas.Select(_ => 100_000L)]);

    public static CapacityComponent Component(
        string id,
        IReadOnlyList<Area> areas,
        IReadOnlyList<double?> values,
        IReadOnlyList<long> people
    ) =>
        new(
            id,
            id,
            "pounds",
            "2018",
            CapacityScale.Unit,
            areas.Zip(values).Where(pair => pair.Second is not null).ToDictionary(pair => pair.First.Code, pair => pair.Second!.Value),
            areas.Zip(people).ToDictionary(pair => pair.First.Code, pair => pair.Second),
            "residents",
            []
        );

    public static double?[] Noise(ulong seed, int count)
    {
        var generator = new SeededGenerator(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (double?)generator.NextNormal())];
    }

    public static T[] Shuffled<T>(IEnumerable<T> values, ulong seed)
    {
        var generator = new SeededGenerator(seed);
        T[] shuffled = [.. values];
        for (var i = shuffled.Length - 1; i > 0; i--)
        {
            var j = generator.Next(i + 1);
            (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
        }

        return shuffled;
    }
}
