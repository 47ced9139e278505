using BudgetWatch.Domain;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Releases;

/// <summary>Counts of printed figures that moved, by kind; filled by one comparison.</summary>
internal sealed class MoveCounts
{
    /// <summary>By the kind itself and not by what it says: it is looked up for every figure, and there is one of each.</summary>
    private readonly Dictionary<FigureKind, Count> _counts = FigureKind.All.ToDictionary(
        kind => kind,
        _ => new Count(),
        (IEqualityComparer<FigureKind>)ReferenceEqualityComparer.Instance
    );

    private readonly HashSet<(GeographyKind Geography, string Code)> _areas = [];

    /// <summary>Counts one figure.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="before">The figure of the release before; null where it has none.</param>
    /// <param name="now">The figure of the new release; null where it has none.</param>
    /// <param name="digits">How many decimals are printed; null where the figure is served as it is.</param>
    /// <param name="place">Where the figure is.</param>
    public void Add(FigureKind kind, double? before, double? now, int? digits, in FigurePlace place)
    {
        var count = _counts[kind];
        switch (before, now)
        {
            case (null, null):
                return;
            case (null, _):
                count.Added++;
                return;
            case (_, null):
                count.Gone++;
                return;
        }

        count.Compared++;
        if (before.Value == now.Value)
        {
            return;
        }

        double from = Printed(before.Value, digits),
            to = Printed(now.Value, digits);
        if (from == to)
        {
            return;
        }

        count.Moved++;
        if (place.Area is { } area)
        {
            count.Areas.Add((place.Geography, area.Code.Value));
            _areas.Add((place.Geography, area.Code.Value));
        }

        // Of moves of the same size the first is kept. Figures always come in the same order, so every count agrees.
        var change = Printed(to - from, digits ?? FigureText.ServedDigits);
        if (count.Largest is null || Math.Abs(change) > Math.Abs(count.Largest.Change))
        {
            count.Largest = place.Moved(from, to, change);
        }
    }

    /// <summary>What was counted.</summary>
    /// <param name="rows">The rows compared beside.</param>
    public PrintedChange Total(RowsCompared rows)
    {
        List<KindChange> kinds =
        [
            .. FigureKind
                .All.Select(kind => (Kind: kind, Count: _counts[kind]))
                .Select(own => new KindChange(
                    own.Kind.Id,
                    own.Kind.Title,
                    own.Kind.Unit,
                    own.Count.Compared,
                    own.Count.Moved,
                    own.Count.Added,
                    own.Count.Gone,
                    own.Count.Areas.Count,
                    own.Count.Largest
                )),
        ];
        return new PrintedChange(
            kinds.Sum(kind => kind.Compared),
            kinds.Sum(kind => kind.Moved),
            kinds.Sum(kind => kind.Added),
            kinds.Sum(kind => kind.Gone),
            _areas.Count,
            [
                .. Geographies
                    .All.Select(geography => new GeographyChange(geography, _areas.Count(area => area.Geography == geography)))
                    .Where(geography => geography.Areas > 0),
            ],
            kinds,
            rows
        );
    }

    private static double Printed(double value, int? digits) => digits is { } decimals ? FigureText.Rounded(value, decimals) : value;

    private sealed class Count
    {
        public int Compared { get; set; }

        public int Moved { get; set; }

        public int Added { get; set; }

        public int Gone { get; set; }

        public HashSet<(GeographyKind, string)> Areas { get; } = [];

        public LargestMove? Largest { get; set; }
    }
}

/// <summary>Where a figure is: what a reader needs to find it.</summary>
/// <param name="Figure">The name it is served under.</param>
/// <param name="Geography">The geography.</param>
/// <param name="Area">The area; null for a figure of no one area.</param>
/// <param name="Question">What else it is of.</param>
internal readonly record struct FigurePlace(string Figure, GeographyKind Geography, Area? Area, FigureQuestion Question)
{
    public LargestMove Moved(double from, double to, double change) =>
        new(
            Figure,
            Area?.Code,
            Area?.Name,
            Geography,
            Question.Return,
            Question.Scope,
            Question.FromYear,
            Question.ToYear,
            from,
            to,
            change,
            Question.Href(Area)
        );
}

/// <summary>The question a figure answers.</summary>
/// <param name="Return">budget or outturn; null where it does not apply.</param>
/// <param name="Scope">The scope or line; null where it does not apply.</param>
/// <param name="FromYear">The base year; null for a figure of one year.</param>
/// <param name="ToYear">The end year, or the one year; null where it does not apply.</param>
/// <param name="Href">The address of the answer, given the area of the figure.</param>
internal sealed record FigureQuestion(
    Return? Return,
    Scope? Scope,
    FinancialYear? FromYear,
    FinancialYear? ToYear,
    Func<Area?, string> Href
)
{
    /// <summary>A question about two years.</summary>
    public static FigureQuestion Of(ComparisonQuery query, Func<Area?, string> href) =>
        new(query.Return, query.Scope, query.From, query.To, href);
}
