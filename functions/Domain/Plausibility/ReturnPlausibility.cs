using System.Globalization;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Plausibility;

/// <summary>
/// Whether a return can be what it says it is: its councils are those of its year, its pounds are of the size that councils spend, and each council and each service
/// is like itself in the years about it. Nothing is compared with a figure that is written here; the bounds are set from what the world allows, and each says how far
/// from it every genuine edition at hand stays (docs/gate.md).
/// </summary>
internal static class ReturnPlausibility
{
    /// <summary>
    /// Pounds of total service expenditure for each resident of England. It was 1,333 to 1,803 in each year from 2007-08 to 2024-25; a unit that is wrong is out by a
    /// thousand, so the band may be wide.
    /// </summary>
    private const double LeastPerResident = 450, MostPerResident = 5_500;

    /// <summary>
    /// By what factor a council with social care to pay for may be off from each of the returns about it. Most at hand: 1.31, Essex, which took other councils' schools
    /// into its budget of 2019-20.
    /// </summary>
    private const double MostOfLargeCouncil = 2.5;

    /// <summary>
    /// The same of a shire district, of its total and of half of its services at once: rents and sales of property stand in one service and can take a small total to
    /// almost nothing (Spelthorne), but not the others with it. Most at hand of both: below 3.
    /// </summary>
    private const double MostOfDistrict = 4;

    /// <summary>By what factor most councils of a class, other than shire districts, may not be off. At hand the median council of a class is off by 1.08 at most.</summary>
    private const double MostOfClass = 1.25;

    /// <summary>
    /// Mean distance of a class's councils to themselves over that to others. At hand 0.58 at most; 0.83 at least where each has the figures of the next.
    /// </summary>
    private const double MostUnlike = 0.72;

    /// <summary>The same of one service, of one return: a council may plan a service otherwise than it turns out. At hand 0.69 at most; 0.88 at least where each has the figure of the next.</summary>
    private const double MostUnlikeOfService = 0.8;

    /// <summary>How far a service may be, over most councils, from itself in the years about it before others are looked at that it is more like.</summary>
    private const double UnlikeItself = 1.5;

    /// <summary>How many times closer to another service than to itself. At hand it is 0.85 at most: a service is always closer to itself.</summary>
    private const double CloserToAnother = 1.5;

    /// <summary>Share of councils whose figure of a service is negative where it was positive. Most at hand: 0.05, planning.</summary>
    private const double ShareOfTurnedSigns = 0.3;

    /// <summary>Share of the figures that are not 0 and are those of another year, or of the other return. Most at hand: 0.020, outturn of 2014-15 that is as budgeted.</summary>
    private const double ShareCopied = 0.2;

    /// <summary>How many of a council's services tell something of its size.</summary>
    private const int FewestServices = 4;

    /// <summary>How many councils make a share.</summary>
    private const int Enough = 20;

    /// <summary>
    /// Years on either side of which a return can tell something. Over five years services of most councils have moved by as much as a wrong file would move them, so that
    /// where nothing is nearer nothing is compared.
    /// </summary>
    private const int YearsAbout = 2;

    /// <summary>How many of the nearest returns one is compared with: with four, one that is itself wrong makes no other look wrong.</summary>
    private const int Nearest = 4;

    /// <summary>Other services have no common content: they hold whatever a council could not put elsewhere, and are negative in one council in seven.</summary>
    private static readonly Line WithoutContent = Lines.Other;

    /// <summary>The questions about a return.</summary>
    /// <param name="own">The return.</param>
    /// <param name="siblings">The years of the file it is in, where it holds several.</param>
    /// <param name="others">What it is looked at beside.</param>
    public static IEnumerable<Question> Of(CouncilFigures own, IReadOnlyCollection<CouncilFigures> siblings, OtherEditions others)
    {
        var about = others.Returns
            .Where(other => (other.Content.Return, other.Content.Year) != (own.Content.Return, own.Content.Year)
                && Math.Abs(other.Content.Year.StartYear - own.Content.Year.StartYear) <= YearsAbout)
            .OrderBy(other => Math.Abs(other.Content.Year.StartYear - own.Content.Year.StartYear))
            .ThenBy(other => other.Content.Return == own.Content.Return ? 0 : 1)
            .ThenBy(other => other.Content.Year)
            .Take(Nearest)
            .ToList();
        return
        [
            .. Councils(own, others),
            .. Year(own, others),
            .. PerResident(own, others),
            .. Copied(own, [.. others.MayBeCopied, .. siblings.Where(sibling => sibling.Content.Year < own.Content.Year)]),
            .. about.Count == 0 ? [] : Sizes(own, about, others),
            .. about.Count == 0 ? [] : Services(own, about),
            .. about.Count == 0 ? [] : ServicesOfClasses(own, about),
        ];
    }

    private static IEnumerable<Question> Councils(CouncilFigures own, OtherEditions others)
    {
        if (others.Coverage is not { } coverage)
        {
            yield break;
        }

        if (own.Councils.Where(council => !coverage.IsKnown(council.Key)).Select(council => string.Create(CultureInfo.InvariantCulture, $"{council.Value.Name} ({council.Value.Code})")).ToList() is { Count: > 0 } unknown)
        {
            yield return new Question(
                "councils-unknown",
                $"It has rows of councils that neither the register nor the table of districts knows: {Question.Some(unknown)}. After a reorganisation both must be newer.");
        }

        if (coverage.AbsentFrom(own.Content.Filings) is { Count: > 0 } absent)
        {
            yield return new Question(
                "councils-absent",
                string.Create(CultureInfo.InvariantCulture, $"{Counted(absent)} of {own.Content.Year} {(absent.Count == 1 ? "is" : "are")} not in this file: {Question.Some([.. absent.Select(one => one.ToString())])}. ")
                + "A council that sent no return has a row without figures.");
        }

        if (coverage.CountedTwice(own.Content.Filings) is { Count: > 0 } twice)
        {
            yield return new Question(
                "councils-twice",
                string.Create(CultureInfo.InvariantCulture, $"{Counted(twice)} {(twice.Count == 1 ? "has" : "have")} a row, and so has the council that took {(twice.Count == 1 ? "its" : "their")} place: {Question.Some([.. twice.Select(one => one.ToString())])}."));
        }
    }

    private static string Counted(IReadOnlyList<AbsentAuthority> councils)
    {
        var (one, many) = councils.All(council => council.Code.StartsWith("E10", StringComparison.Ordinal)) ? ("county council", "counties")
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
                string.Create(CultureInfo.InvariantCulture, $"This is {own.Name}, which cannot be known before {earliest:d MMMM yyyy}. Is the year in its title right?"));
        }
        else if (own.Content.Updated is { } updated && updated > others.Today.AddDays(1))
        {
            yield return new Question(
                "dated-to-come",
                string.Create(CultureInfo.InvariantCulture, $"It says it was last updated on {updated:d MMMM yyyy}, which is still to come."));
        }
        else if ((others.PublishedOn ?? own.Content.Updated) is { } published && published < earliest)
        {
            yield return new Question(
                "published-before-its-year",
                string.Create(CultureInfo.InvariantCulture, $"It says it is {own.Name}, but it is dated {published:d MMMM yyyy}, before that could be known ({earliest:d MMMM yyyy}). Is the year in its title right?"));
        }
    }

    private static IEnumerable<Question> PerResident(CouncilFigures own, OtherEditions others)
    {
        var total = own.Lines.TryGetValue(Lines.Total, out var totals) ? totals.Values.Sum() : 0;
        if (own.Content.Filings.Count < Enough || others.ResidentsOfEngland(own.Content.Year.StartYear) is not { } residents)
        {
            yield break;
        }

        var perResident = (double)total / residents;
        if (perResident is < LeastPerResident or > MostPerResident)
        {
            var hint = perResident / 1000 is >= LeastPerResident and <= MostPerResident ? " Are its figures in pounds, and not in thousands?"
                : perResident * 1000 is >= LeastPerResident and <= MostPerResident ? " Are its figures in millions, and not in thousands?"
                : perResident < 0 ? " Are its signs turned?" : "";
            yield return new Question(
                "pounds-per-resident",
                string.Create(CultureInfo.InvariantCulture, $"Its councils together spend £{perResident:N0} on services for each resident of England; between £{LeastPerResident:N0} and £{MostPerResident:N0} is possible.{hint}"));
        }
    }

    private static IEnumerable<Question> Copied(CouncilFigures own, IReadOnlyList<CouncilFigures> others)
    {
        var copied = others
            .Where(other => (other.Content.Return, other.Content.Year) != (own.Content.Return, own.Content.Year))
            .Select(other => (Other: other, Share: Distance.ShareEqual(own.Cells, other.Cells)))
            .OrderByDescending(pair => pair.Share).FirstOrDefault();
        return copied.Share > ShareCopied
            ? [new Question(
                "figures-of-another-year",
                string.Create(CultureInfo.InvariantCulture, $"{100 * copied.Share:N0} in 100 of its figures are those of {copied.Other.Name}. Is it that file under another title?"))]
            : [];
    }

    /// <summary>Each council beside itself in the returns about: what is off from every one of them.</summary>
    private static IEnumerable<Question> Sizes(CouncilFigures own, List<CouncilFigures> about, OtherEditions others)
    {
        var off = new List<(string Council, AuthorityClass Class, double Factor, decimal Own, decimal Other)>();
        foreach (var (council, filing) in own.Councils)
        {
            // The total moves least; the one line that every edition has.
            if (filing.Cells.TryGetValue(Lines.Total, out var cell) && cell.Pounds is { } pounds
                && about.Select(other => other.Of(Lines.Total, council)).OfType<decimal>().ToList() is { Count: > 0 } compared)
            {
                var closest = compared.MinBy(other => Distance.Between(pounds, other));
                off.Add((council, filing.Class, Distance.Between(pounds, closest), pounds, closest));
            }
        }

        foreach (var ofClass in off.GroupBy(one => one.Class).Where(ofClass => ofClass.Count() >= Enough))
        {
            // The nearest return settles it nearly always; one that is itself wrong does not.
            if (about.Exists(other => CouncilIdentity.Of(ofClass.Key, own, other, Enough) is not null)
                && !about.Exists(other => CouncilIdentity.Of(ofClass.Key, own, other, Enough) <= MostUnlike))
            {
                yield return new Question(
                    "councils-of-others",
                    string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(Plural(ofClass.Key)[0])}{Plural(ofClass.Key)[1..]} spend like others of their kind and not like themselves in the years about it. Do the figures stand in the rows of their councils?"));
                yield break;
            }

            if (ofClass.Key != AuthorityClass.ShireDistrict && Distance.Median(ofClass.Select(one => one.Factor)) is { } median && median > MostOfClass)
            {
                yield return new Question(
                    "councils-unlike-themselves",
                    string.Create(CultureInfo.InvariantCulture, $"Half of the {Plural(ofClass.Key)} spend {Times(median)} what they do in the years about it, or less than that part of it. Is the unit right, and do the figures stand in the rows of their councils?"));
                yield break;
            }
        }

        var far = off
            .Where(one => one.Class == AuthorityClass.ShireDistrict
                ? IsDistrictFar(one.Council, one.Factor, own, about)
                : one.Factor > MostOfLargeCouncil)
            .OrderByDescending(one => one.Factor).ToList();
        if (far.Count > 0)
        {
            yield return new Question(
                "council-unlike-itself",
                $"{(far.Count == 1 ? "One council's" : string.Create(CultureInfo.InvariantCulture, $"{far.Count:N0} councils'"))} total is far from what it is in any year about it: "
                + $"{Question.Some([.. far.Select(one => string.Create(CultureInfo.InvariantCulture, $"{others.NameOf(one.Council)} £{one.Own:N0} against £{one.Other:N0}"))])}.");
        }

        if (about.Count > 1 && TurnedCouncils(own, about).ToList() is { Count: > 0 } turned)
        {
            yield return new Question(
                "signs-turned",
                $"Most services of {Question.Some([.. turned.Select(others.NameOf)])} are negative here and positive in the years about it. Are the signs turned?");
        }
    }

    // A district's total may turn negative in a year of sales, and back: nothing is said of that. But it spends something.
    private static bool IsDistrictFar(string council, double factor, CouncilFigures own, List<CouncilFigures> about) =>
        own.Lines.All(line => !line.Value.ContainsKey(council))
        || (factor < Distance.OtherSign && Math.Min(factor, OfServices(council, own, about)) > MostOfDistrict);

    /// <summary>By what factor half of a council's services are off from each of the returns about; 1 where too few can be compared.</summary>
    private static double OfServices(string council, CouncilFigures own, List<CouncilFigures> about)
    {
        var factors = Lines.All.Where(line => line.IsServiceTotal && line != WithoutContent)
            .Select(line => (Own: own.Of(line, council), Others: about.Select(other => other.Of(line, council)).OfType<decimal>().ToList()))
            .Where(pair => pair.Own is not null && pair.Others.Count > 0)
            .Select(pair => pair.Others.Min(other => Distance.Between(pair.Own!.Value, other)))
            .ToList();
        return factors.Count < FewestServices ? 1 : Distance.Median(factors) ?? 1;
    }

    /// <summary>Councils most of whose services changed sign. At hand there is none.</summary>
    private static IEnumerable<string> TurnedCouncils(CouncilFigures own, List<CouncilFigures> about) => own.Councils.Keys.Where(council =>
    {
        var positive = Lines.All.Where(line => line.IsServiceTotal && own.Of(line, council) is not null
            && about.Select(other => other.Of(line, council)).OfType<decimal>().ToList() is { Count: > 0 } compared && compared.TrueForAll(pounds => pounds > 0)).ToList();
        return positive.Count >= 3 && 2 * positive.Count(line => own.Of(line, council) < 0) > positive.Count;
    });

    /// <summary>Each service beside itself in the returns about, over all councils.</summary>
    private static IEnumerable<Question> Services(CouncilFigures own, List<CouncilFigures> about)
    {
        foreach (var (line, all) in own.Lines)
        {
            // Districts have little of most services, and duties move between them and their county: they are looked at by council.
            var councils = all.Where(figure => own.Councils[figure.Key].Class != AuthorityClass.ShireDistrict).ToDictionary(StringComparer.Ordinal);
            if (line == WithoutContent || line == Lines.Total || councils.Count < Enough || Closest(councils, line, about) is not { } itself)
            {
                continue;
            }

            if (itself.Turned > ShareOfTurnedSigns)
            {
                yield return new Question(
                    "signs-turned",
                    string.Create(CultureInfo.InvariantCulture, $"'{line.Title}' is negative in {100 * itself.Turned:N0} in 100 councils where {itself.Other.Name} has it positive. Are the signs turned?"));
            }
            else if (itself.Factor > UnlikeItself
                && Lines.All.Where(other => other != line && other != Lines.Total && other.IsServiceTotal == line.IsServiceTotal)
                    .Select(other => (Line: other, Closest: Closest(councils, other, about)))
                    .Where(pair => pair.Closest is not null)
                    .OrderBy(pair => pair.Closest!.Value.Factor).FirstOrDefault() is { Closest: { } another } pair
                && Math.Log(itself.Factor) > CloserToAnother * Math.Log(another.Factor))
            {
                yield return new Question(
                    "headings-swapped",
                    string.Create(CultureInfo.InvariantCulture, $"What stands under '{line.Title}' is like '{pair.Line.Title}' in {another.Other.Name}, and {Times(itself.Factor)} what it is there under its own heading, or less than that part of it. Are two headings swapped?"));
            }
            else if (line.IsServiceTotal
                && about.Where(other => other.Content.Return == own.Content.Return).Select(other => CouncilIdentity.Of(line, own, other, Enough)).OfType<double>().ToList() is { Count: > 0 } unlike
                && unlike.TrueForAll(one => one > MostUnlikeOfService))
            {
                yield return new Question(
                    "figures-of-others",
                    $"'{line.Title}' of councils is like that of others of their kind and not like their own in the years about it. Do its figures stand in the rows of their councils?");
            }
            else if (itself.Factor > MostOfService)
            {
                yield return new Question(
                    "service-unlike-itself",
                    string.Create(CultureInfo.InvariantCulture, $"'{line.Title}' is {Times(itself.Factor)} what it is in {itself.Other.Name} in half of the councils, or less than that part of it."));
            }
        }
    }

    /// <summary>Each service of each class: one that is out in a class alone hardly moves the middle of all councils, and one that is not there any more moves none.</summary>
    private static IEnumerable<Question> ServicesOfClasses(CouncilFigures own, List<CouncilFigures> about)
    {
        foreach (var ofClass in own.Councils.GroupBy(council => council.Value.Class, council => council.Key).Where(ofClass => ofClass.Count() >= Enough))
        {
            foreach (var line in Lines.All.Where(line => line.IsServiceTotal && line != WithoutContent))
            {
                var figures = ofClass.Select(council => (Council: council, Pounds: own.Of(line, council))).Where(pair => pair.Pounds is not null)
                    .ToDictionary(pair => pair.Council, pair => pair.Pounds!.Value, StringComparer.Ordinal);
                if (ofClass.Key != AuthorityClass.ShireDistrict && Closest(figures, line, about) is { } closest && closest.Factor > MostOfServiceOfClass)
                {
                    yield return new Question(
                        "service-unlike-itself",
                        string.Create(CultureInfo.InvariantCulture, $"'{line.Title}' of {Plural(ofClass.Key)} is {Times(closest.Factor)} what it is in {closest.Other.Name} in half of them, or less than that part of it."));
                }

                var had = ofClass.Where(council => own.Councils[council].Cells.TryGetValue(line, out var cell) && cell.Pounds is not null
                    && about.Select(other => other.Of(line, council)).OfType<decimal>().ToList() is { Count: >= 2 } compared && compared.TrueForAll(pounds => pounds > Substantial)).ToList();
                if (had.Count >= Enough && had.Count(council => !figures.ContainsKey(council)) > ShareOfTurnedSigns * had.Count)
                {
                    yield return new Question(
                        "service-gone",
                        string.Create(CultureInfo.InvariantCulture, $"'{line.Title}' is 0 in {had.Count(council => !figures.ContainsKey(council)):N0} {Plural(ofClass.Key)} that spend more than a million on it in the years about it."));
                }
            }
        }
    }

    /// <summary>
    /// By what factor a service of a class may be off over half of its councils; not of shire districts, which have little of most services. Most at hand: 1.9, planning of
    /// counties.
    /// </summary>
    private const double MostOfServiceOfClass = 3;

    /// <summary>Pounds that a service has where it cannot come to nothing from one year to the next.</summary>
    private const decimal Substantial = 1_000_000m;

    /// <summary>By what factor a service may be off over half of the councils. Most at hand: 1.9, highways and transport in the pandemic.</summary>
    private const double MostOfService = 4;

    /// <summary>How far the figures of a line are from a line of the return that is closest to them: the median over councils.</summary>
    private static (CouncilFigures Other, double Factor, double Turned)? Closest(Dictionary<string, decimal> councils, Line line, List<CouncilFigures> about)
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

            if (factors.Count >= Enough && Distance.Median(factors) is { } median && (closest is null || median < closest.Value.Factor))
            {
                closest = (other, median, (double)turned / factors.Count);
            }
        }

        return closest;
    }

    private static string Times(double factor) => factor >= Distance.OtherSign ? "of another sign than" : string.Create(CultureInfo.InvariantCulture, $"{factor:N1} times");

    private static string Plural(AuthorityClass of) => of switch
    {
        AuthorityClass.ShireCounty => "counties",
        AuthorityClass.ShireDistrict => "shire districts",
        AuthorityClass.UnitaryAuthority => "unitary authorities",
        AuthorityClass.MetropolitanDistrict => "metropolitan districts",
        _ => "London boroughs",
    };
}
