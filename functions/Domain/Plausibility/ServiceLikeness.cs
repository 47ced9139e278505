using System.Globalization;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Plausibility;

/// <summary>Whether each service of a return is like itself in the returns about it, and not like another, or like another council's.</summary>
internal static class ServiceLikeness
{
    /// <summary>The same of one service, of one return: a council may plan a service otherwise than it turns out. In loaded editions 0.69 at most; 0.88 at least where each has the figure of the next.</summary>
    private const double MostUnlikeOfService = 0.8;

    /// <summary>How far a service may be, over most councils, from itself in the years about it before others are checked that it is more like.</summary>
    private const double UnlikeItself = 1.5;

    /// <summary>How many times closer to another service than to itself. In loaded editions it is 0.85 at most: a service is always closer to itself.</summary>
    private const double CloserToAnother = 1.5;

    /// <summary>Share of councils whose figure of a service is negative where it was positive. Most in loaded editions: 0.05, planning.</summary>
    private const double ShareOfTurnedSigns = 0.3;

    /// <summary>
    /// By what factor a service of a class may be off over half of its councils; not of shire districts, which have little of most services. Most in loaded editions: 1.9, planning of
    /// counties.
    /// </summary>
    private const double MostOfServiceOfClass = 3;

    /// <summary>Pounds that a service has where it cannot come to nothing from one year to the next.</summary>
    private const decimal Substantial = 1_000_000m;

    /// <summary>By what factor a service may be off over half of the councils. Most in loaded editions: 1.9, highways and transport in the pandemic.</summary>
    private const double MostOfService = 4;

    /// <summary>Share of councils that had a service and have none. None in any genuine edition.</summary>
    private const double ShareGone = 0.3;

    /// <summary>The questions about services.</summary>
    public static IEnumerable<Question> Of(CouncilFigures own, List<CouncilFigures> about) =>
        [.. OfAll(own, about), .. OfClasses(own, about)];

    /// <summary>Each service beside itself in the returns about, over all councils.</summary>
    private static IEnumerable<Question> OfAll(CouncilFigures own, List<CouncilFigures> about)
    {
        foreach (var (line, all) in own.Lines)
        {
            // Districts have little of most services, and duties move between them and their county: they are checked by council.
            var councils = all.Where(figure => own.Councils[figure.Key].Class != AuthorityClass.ShireDistrict)
                .ToDictionary(StringComparer.Ordinal);
            if (
                line == CouncilFigures.WithoutContent
                || line == Lines.Total
                || councils.Count < CouncilFigures.Enough
                || Closest(councils, line, about) is not { } itself
            )
            {
                continue;
            }

            if (itself.Turned > ShareOfTurnedSigns)
            {
                yield return new Question(
                    "signs-turned",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"'{line.Title}' is negative in {100 * itself.Turned:N0} in 100 councils where {itself.Other.Name} has it positive. Are the signs turned?"
                    )
                );
            }
            else if (
                itself.Factor > UnlikeItself
                && Lines
                    .All.Where(other => other != line && other != Lines.Total && other.IsServiceTotal == line.IsServiceTotal)
                    .Select(other => (Line: other, Closest: Closest(councils, other, about)))
                    .Where(pair => pair.Closest is not null)
                    .OrderBy(pair => pair.Closest!.Value.Factor)
                    .FirstOrDefault()
                    is { Closest: { } another } pair
                && Math.Log(itself.Factor) > CloserToAnother * Math.Log(another.Factor)
            )
            {
                yield return new Question(
                    "headings-swapped",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The figures under '{line.Title}' are like '{pair.Line.Title}' in {another.Other.Name}, and {Distance.InWords(itself.Factor)} what it is there under its own heading, or less than that part of it. Are two headings swapped?"
                    )
                );
            }
            else if (
                line.IsServiceTotal
                && about
                    .Where(other => other.Content.Return == own.Content.Return)
                    .Select(other => CouncilIdentity.Of(line, own, other))
                    .OfType<double>()
                    .ToList()
                    is { Count: > 0 } unlike
                && unlike.TrueForAll(one => one > MostUnlikeOfService)
            )
            {
                yield return new Question(
                    "figures-of-others",
                    $"'{line.Title}' of councils is like that of others of their kind and not like their own in the years around it. Are its figures in the rows of their councils?"
                );
            }
            else if (itself.Factor > MostOfService)
            {
                yield return new Question(
                    "service-unlike-itself",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"'{line.Title}' is {Distance.InWords(itself.Factor)} what it is in {itself.Other.Name} in half of the councils, or less than that part of it."
                    )
                );
            }
        }
    }

    /// <summary>Each service of each class: one that is out in a class alone hardly moves the middle of all councils, and one that is not there any more moves none.</summary>
    private static IEnumerable<Question> OfClasses(CouncilFigures own, List<CouncilFigures> about)
    {
        foreach (
            var ofClass in own
                .Councils.GroupBy(council => council.Value.Class, council => council.Key)
                .Where(ofClass => ofClass.Count() >= CouncilFigures.Enough)
        )
        {
            foreach (var line in Lines.All.Where(line => line.IsServiceTotal && line != CouncilFigures.WithoutContent))
            {
                var figures = ofClass
                    .Select(council => (Council: council, Pounds: own.Of(line, council)))
                    .Where(pair => pair.Pounds is not null)
                    .ToDictionary(pair => pair.Council, pair => pair.Pounds!.Value, StringComparer.Ordinal);
                if (
                    ofClass.Key != AuthorityClass.ShireDistrict
                    && Closest(figures, line, about) is { } closest
                    && closest.Factor > MostOfServiceOfClass
                )
                {
                    yield return new Question(
                        "service-unlike-itself",
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"'{line.Title}' of {ofClass.Key.Plural()} is {Distance.InWords(closest.Factor)} what it is in {closest.Other.Name} in half of them, or less than that part of it."
                        )
                    );
                }

                var had = ofClass
                    .Where(council =>
                        own.Councils[council].Cells.TryGetValue(line, out var cell)
                        && cell.Pounds is not null
                        && about.Select(other => other.Of(line, council)).OfType<decimal>().ToList() is { Count: >= 2 } compared
                        && compared.TrueForAll(pounds => pounds > Substantial)
                    )
                    .ToList();
                if (had.Count >= CouncilFigures.Enough && had.Count(council => !figures.ContainsKey(council)) > ShareGone * had.Count)
                {
                    yield return new Question(
                        "service-gone",
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"'{line.Title}' is 0 in {had.Count(council => !figures.ContainsKey(council)):N0} {ofClass.Key.Plural()} that spend more than a million on it in the years around it."
                        )
                    );
                }
            }
        }
    }

    /// <summary>How far the figures of a line are from a line of the return that is closest to them: the median over councils.</summary>
    private static (CouncilFigures Other, double Factor, double Turned)? Closest(
        Dictionary<string, decimal> councils,
        Line line,
        List<CouncilFigures> about
    )
    {
        (CouncilFigures Other, double Factor, double Turned)? closest = null;
        foreach (var other in about)
        {
            if (!other.Lines.TryGetValue(line, out var compared))
            {
                continue;
            }

            var factors = new List<double>(councils.Count);
            var turned = 0;
            foreach (var (council, pounds) in councils)
            {
                if (compared.TryGetValue(council, out var before))
                {
                    factors.Add(Distance.Between(pounds, before));
                    turned += pounds < 0 && before > 0 ? 1 : 0;
                }
            }

            if (
                factors.Count >= CouncilFigures.Enough
                && Distance.Median(factors) is { } median
                && (closest is null || median < closest.Value.Factor)
            )
            {
                closest = (other, median, (double)turned / factors.Count);
            }
        }

        return closest;
    }
}
