using System.Globalization;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Plausibility;

/// <summary>Whether each council of a return is like itself in the returns about it: its size, its signs, and what it spends on.</summary>
internal static class CouncilLikeness
{
    /// <summary>
    /// By what factor a council with social care to pay for may be off from each of the returns about it. Most in loaded editions: 1.31, Essex, which took other councils' schools
    /// into its budget of 2019-20.
    /// </summary>
    private const double MostOfLargeCouncil = 2.5;

    /// <summary>
    /// The same of a shire district, of its total and of half of its services at once: rents and sales of property stand in one service and can take a small total to
    /// almost nothing (Spelthorne), but not the others with it. Most of both in loaded editions: below 3.
    /// </summary>
    private const double MostOfDistrict = 4;

    /// <summary>By what factor most councils of a class, other than shire districts, may not be off. In loaded editions the median council of a class is off by 1.08 at most.</summary>
    private const double MostOfClass = 1.25;

    /// <summary>
    /// Mean distance of a class's councils to themselves over that to others. In loaded editions 0.58 at most; 0.83 at least where each has the figures of the next.
    /// </summary>
    private const double MostUnlike = 0.72;

    /// <summary>How many of a council's services tell something of its size.</summary>
    private const int FewestServices = 4;

    /// <summary>Each council beside itself in the returns about: what is off from every one of them.</summary>
    public static IEnumerable<Question> Of(CouncilFigures own, List<CouncilFigures> about, OtherEditions others)
    {
        var off = new List<(string Council, AuthorityClass Class, double Factor, decimal Own, decimal Other)>();
        foreach (var (council, filing) in own.Councils)
        {
            // The total moves least; the one line that every edition has.
            if (
                filing.Cells.TryGetValue(Lines.Total, out var cell)
                && cell.Pounds is { } pounds
                && about.Select(other => other.Of(Lines.Total, council)).OfType<decimal>().ToList() is { Count: > 0 } compared
            )
            {
                var closest = compared.MinBy(other => Distance.Between(pounds, other));
                off.Add((council, filing.Class, Distance.Between(pounds, closest), pounds, closest));
            }
        }

        foreach (var ofClass in off.GroupBy(one => one.Class).Where(ofClass => ofClass.Count() >= CouncilFigures.Enough))
        {
            // The nearest return settles it nearly always; one that is itself wrong does not.
            var unlike = about.Select(other => CouncilIdentity.Of(ofClass.Key, own, other)).OfType<double>();
            if (unlike.Any() && unlike.All(one => one > MostUnlike))
            {
                yield return new Question(
                    "councils-of-others",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{char.ToUpperInvariant(ofClass.Key.Plural()[0])}{ofClass.Key.Plural()[1..]} spend like others of their kind and not as they did in the years around it. Are the figures in the rows of their councils?"
                    )
                );
                yield break;
            }

            if (
                ofClass.Key != AuthorityClass.ShireDistrict
                && Distance.Median(ofClass.Select(one => one.Factor)) is { } median
                && median > MostOfClass
            )
            {
                yield return new Question(
                    "councils-unlike-themselves",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Half of the {ofClass.Key.Plural()} spend {Distance.InWords(median)} what they do in the years around it, or less in the same proportion. Is the unit right, and are the figures in the rows of their councils?"
                    )
                );
                yield break;
            }
        }

        var far = off.Where(one =>
                one.Class == AuthorityClass.ShireDistrict
                    ? IsDistrictFar(one.Council, one.Factor, own, about)
                    : one.Factor > MostOfLargeCouncil
            )
            .OrderByDescending(one => one.Factor)
            .ToList();
        if (far.Count > 0)
        {
            yield return new Question(
                "council-unlike-itself",
                $"{(far.Count == 1 ? "One council's" : string.Create(CultureInfo.InvariantCulture, $"{far.Count:N0} councils'"))} total is far from what it is in any year around it: "
                    + $"{Question.Some([.. far.Select(one => string.Create(CultureInfo.InvariantCulture, $"{others.NameOf(one.Council)} £{one.Own:N0} against £{one.Other:N0}"))])}."
            );
        }

        if (about.Count > 1 && TurnedCouncils(own, about).ToList() is { Count: > 0 } turned)
        {
            yield return new Question(
                "signs-turned",
                $"Most services of {Question.Some([.. turned.Select(others.NameOf)])} are negative here and positive in the years around it. Are the signs turned?"
            );
        }
    }

    // A district's total may turn negative in a year of sales, and back: nothing is said of that. But it spends something.
    private static bool IsDistrictFar(string council, double factor, CouncilFigures own, List<CouncilFigures> about) =>
        own.Lines.All(line => !line.Value.ContainsKey(council))
        || (factor < Distance.OtherSign && Math.Min(factor, OfServices(council, own, about)) > MostOfDistrict);

    /// <summary>By what factor half of a council's services are off from each of the returns about; 1 where too few can be compared.</summary>
    private static double OfServices(string council, CouncilFigures own, List<CouncilFigures> about)
    {
        var factors = Lines
            .All.Where(line => line.IsServiceTotal && line != CouncilFigures.WithoutContent)
            .Select(line => (Own: own.Of(line, council), Others: about.Select(other => other.Of(line, council)).OfType<decimal>().ToList()))
            .Where(pair => pair.Own is not null && pair.Others.Count > 0)
            .Select(pair => pair.Others.Min(other => Distance.Between(pair.Own!.Value, other)))
            .ToList();
        return factors.Count < FewestServices ? 1 : Distance.Median(factors) ?? 1;
    }

    /// <summary>Councils most of whose services changed sign. In no genuine edition beside two others or more.</summary>
    private static IEnumerable<string> TurnedCouncils(CouncilFigures own, List<CouncilFigures> about) =>
        own.Councils.Keys.Where(council =>
        {
            var positive = Lines
                .All.Where(line =>
                    line.IsServiceTotal
                    && own.Of(line, council) is not null
                    && about.Select(other => other.Of(line, council)).OfType<decimal>().ToList() is { Count: > 0 } compared
                    && compared.TrueForAll(pounds => pounds > 0)
                )
                .ToList();
            return positive.Count >= 3 && 2 * positive.Count(line => own.Of(line, council) < 0) > positive.Count;
        });
}
