using System.Globalization;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Plausibility;

/// <summary>
/// Whether a return can be what it says it is: its councils are those of its year, its pounds are of the size that councils spend, and each council
/// (<see cref="CouncilLikeness"/>) and each service (<see cref="ServiceLikeness"/>) is like itself in the years about it. Nothing is compared with a figure that is written here; the bounds are set from what the world allows, and each says how far
/// from it every genuine edition we have stays (docs/gate.md).
/// </summary>
internal static class ReturnPlausibility
{
    /// <summary>
    /// Pounds of total service expenditure for each resident of England. It was 1,333 to 1,803 in each year from 2007-08 to 2024-25; a unit that is wrong is out by a
    /// thousand, so the band may be wide.
    /// </summary>
    private const double LeastPerResident = 450,
        MostPerResident = 5_500;

    /// <summary>Share of the figures that are not 0 and are those of another year, or of the other return. Most in loaded editions: 0.020, outturn of 2014-15 that is as budgeted.</summary>
    internal const double ShareCopied = 0.2;

    /// <summary>
    /// Years on either side of which a return can tell something. Over five years services of most councils have moved by as much as a wrong file would move them, so that
    /// where nothing is nearer nothing is compared.
    /// </summary>
    private const int YearsAbout = 2;

    /// <summary>How many of the nearest returns one is compared with: with four, one that is itself wrong makes no other look wrong.</summary>
    private const int Nearest = 4;

    /// <summary>The questions about a return.</summary>
    /// <param name="own">The return.</param>
    /// <param name="siblings">The years of the file it is in, where it holds several.</param>
    /// <param name="others">What it is compared with.</param>
    public static IEnumerable<Question> Of(CouncilFigures own, IReadOnlyCollection<CouncilFigures> siblings, OtherEditions others)
    {
        var about = others
            .Returns.Where(other =>
                (other.Content.Return, other.Content.Year) != (own.Content.Return, own.Content.Year)
                && Math.Abs(other.Content.Year.StartYear - own.Content.Year.StartYear) <= YearsAbout
            )
            .OrderBy(other => Math.Abs(other.Content.Year.StartYear - own.Content.Year.StartYear))
            .ThenBy(other => other.Content.Return == own.Content.Return ? 0 : 1)
            .ThenBy(other => other.Content.Year)
            .Take(Nearest)
            .ToList();
        return
        [
            .. Councils(own.Content.Year, own.Content.Filings, others),
            .. Year(own, others),
            .. PerResident(own, others),
            .. Copied(own, [.. others.MayBeCopied, .. siblings.Where(sibling => sibling.Content.Year < own.Content.Year)]),
            .. about.Count == 0 ? [] : CouncilLikeness.Of(own, about, others),
            .. about.Count == 0 ? [] : ServiceLikeness.Of(own, about),
        ];
    }

    /// <summary>Whether the councils of a table are those of its year: known, all there, and none beside the one that took its place.</summary>
    public static IEnumerable<Question> Councils(FinancialYear year, IReadOnlyList<Filing> filings, OtherEditions others)
    {
        if (others.Coverage is not { } coverage)
        {
            yield break;
        }

        if (
            filings
                .Where(filing => filing.Class != AuthorityClass.Other && !coverage.IsKnown(coverage.CodeOf(filing)))
                .DistinctBy(coverage.CodeOf)
                .Select(filing => string.Create(CultureInfo.InvariantCulture, $"{filing.Name} ({filing.Code})"))
                .ToList() is
            { Count: > 0 } unknown
        )
        {
            yield return new Question(
                "councils-unknown",
                $"It has rows of councils that neither the register nor the table of districts knows: {Question.Some(unknown)}. After a reorganisation both must be newer."
            );
        }

        if (coverage.AbsentFrom(filings) is { Count: > 0 } absent)
        {
            yield return new Question(
                "councils-absent",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Counted(absent)} of {year} {(absent.Count == 1 ? "is" : "are")} not in this file: {Question.Some([.. absent.Select(one => one.ToString())])}. "
                ) + "A council that sent no return has a row without figures."
            );
        }

        if (coverage.CountedTwice(filings) is { Count: > 0 } twice)
        {
            yield return new Question(
                "councils-twice",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Counted(twice)} {(twice.Count == 1 ? "has" : "have")} a row, and so has the council that took {(twice.Count == 1 ? "its" : "their")} place: {Question.Some([.. twice.Select(one => one.ToString())])}."
                )
            );
        }
    }

    private static string Counted(IReadOnlyList<AbsentAuthority> councils)
    {
        var (one, many) =
            councils.All(council => council.Code.StartsWith("E10", StringComparison.Ordinal)) ? ("county council", "counties")
            : councils.All(council => council.Code.StartsWith("E07", StringComparison.Ordinal)) ? ("district council", "districts")
            : ("council", "councils");
        return councils.Count == 1 ? $"1 {one}" : string.Create(CultureInfo.InvariantCulture, $"{councils.Count:N0} {many}");
    }

    /// <summary>Budgets are set by 11 March before their year and published from then on; outturn is known when its year has ended.</summary>
    private static IEnumerable<Question> Year(CouncilFigures own, OtherEditions others)
    {
        var year = own.Content.Year;
        var earliest = own.Content.Return == Return.Budget ? new DateOnly(year.StartYear, 1, 1) : new DateOnly(year.StartYear + 1, 4, 1);
        if (others.Today < earliest)
        {
            yield return new Question(
                "year-to-come",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"This is {own.Name}, which cannot be known before {earliest:d MMMM yyyy}. Is the year in its title right?"
                )
            );
        }
        else if (own.Content.Updated is { } updated && updated > others.Today.AddDays(1))
        {
            yield return new Question(
                "dated-to-come",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"It says it was last updated on {updated:d MMMM yyyy}, which is still to come."
                )
            );
        }
        else if ((others.PublishedOn ?? own.Content.Updated) is { } published && published < earliest)
        {
            yield return new Question(
                "published-before-its-year",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"It says it is {own.Name}, but it is dated {published:d MMMM yyyy}, before that could be known ({earliest:d MMMM yyyy}). Is the year in its title right?"
                )
            );
        }
    }

    private static IEnumerable<Question> PerResident(CouncilFigures own, OtherEditions others)
    {
        var total = own.Lines.TryGetValue(Lines.Total, out var totals) ? totals.Values.Sum() : 0;
        if (own.Content.Filings.Count < CouncilFigures.Enough || others.ResidentsOfEngland(own.Content.Year.StartYear) is not { } residents)
        {
            yield break;
        }

        var perResident = (double)total / residents;
        if (perResident is < LeastPerResident or > MostPerResident)
        {
            var hint =
                perResident / 1000 is >= LeastPerResident and <= MostPerResident ? " Are its figures in pounds, and not in thousands?"
                : perResident * 1000 is >= LeastPerResident and <= MostPerResident ? " Are its figures in millions, and not in thousands?"
                : perResident < 0 ? " Are its signs turned?"
                : "";
            yield return new Question(
                "pounds-per-resident",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Its councils together spend £{perResident:N0} on services for each resident of England; between £{LeastPerResident:N0} and £{MostPerResident:N0} is possible.{hint}"
                )
            );
        }
    }

    private static IEnumerable<Question> Copied(CouncilFigures own, IReadOnlyList<CouncilFigures> others)
    {
        var copied = others
            .Where(other => (other.Content.Return, other.Content.Year) != (own.Content.Return, own.Content.Year))
            .Select(other => (Other: other, Share: Distance.ShareEqual(own.Cells, other.Cells)))
            .OrderByDescending(pair => pair.Share)
            .FirstOrDefault();
        return copied.Share > ShareCopied
            ?
            [
                new Question(
                    "figures-of-another-year",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{100 * copied.Share:N0} in 100 of its figures are those of {copied.Other.Name}. Is it that file under another title?"
                    )
                ),
            ]
            : [];
    }
}
