using System.Globalization;
using BudgetWatch.Sources;

namespace BudgetWatch.Pipeline.Tests.Gate;

/// <summary>One wrong file, and what must come of it.</summary>
/// <param name="Make">Makes it from genuine editions.</param>
/// <param name="Kind">The question it is held with; null where its reader refuses it.</param>
/// <param name="Says">What the reason must say, in part.</param>
/// <param name="PublishedOn">The day its page gives it.</param>
internal sealed record WrongEdition(Func<PublishedFile> Make, string? Kind, string Says, DateOnly? PublishedOn = null);

/// <summary>
/// Files as publishers, or anyone who handles files for them, get them wrong: each made from a genuine edition, in one way, with totals that agree with the mistake. None
/// may come into force without a person.
/// </summary>
internal static class WrongEditions
{
    private const string Budget = "revenue-budgets-2018-19.csv";
    private const string Outturn = "revenue-outturn-summaries-2015-16.csv";
    private const string Details = "revenue-outturn-details-2012-13-RO3.csv";
    private const string Series = "revenue-outturn-time-series.csv";
    private const string People = "population-estimates-mid-2023.csv";
    private const string Imd = "indices-of-deprivation-2019-lower-tier.csv";
    private const string Prices = "gdp-deflators.csv";
    private const string Districts = "district-lineage.csv";
    private const string Register = "authority-register.csv";
    private const string Grants = "grants-by-district-to-2018-19.csv";

    public static readonly IReadOnlyDictionary<string, WrongEdition> All = new Dictionary<string, WrongEdition>(StringComparer.Ordinal)
    {
        // The unit.
        ["budget in pounds"] = new(() => Of(Budget).Scale(All_, x => x * 1000).Agree().ToFile(), null, "pounds in a cell"),
        ["outturn in pounds"] = new(
            () => Of(Outturn).Scale(All_, x => Math.Round(x) * 1000).Scale(All_, x => x).Change(SumRows).Agree().ToFile(),
            null,
            "pounds in a cell"
        ),
        ["budget three times over"] = new(
            () => Of(Budget).Scale(All_, x => x * 3).Agree().ToFile(),
            "councils-of-others",
            "not as they did"
        ),
        ["grants of five years in one"] = new(
            () => Of(Grants).Change(t => EachFigure(t, 0, 1, x => x * 5)).ToFile(),
            "size",
            "pounds of grants"
        ),
        ["budget in millions"] = new(
            () => Of(Budget).Scale(All_, x => x / 1000).Agree().ToFile(),
            "pounds-per-resident",
            "Are its figures in millions"
        ),
        ["budget in hundreds of pounds"] = new(() => Of(Budget).Scale(All_, x => x * 10).Agree().ToFile(), null, "pounds in a cell"),
        ["counties in pounds"] = new(
            () => Of(Budget).Change(t => t.Scale(row => t.Class(row) == "SC", x => x * 1000)).Agree().ToFile(),
            null,
            "pounds in a cell"
        ),
        ["one county in pounds"] = new(
            () => Of(Budget).Change(t => t.Scale(Is(t, "Kent"), x => x * 1000)).Agree().ToFile(),
            null,
            "pounds in a cell"
        ),
        ["one city ten times"] = new(
            () => Of(Budget).Change(t => t.Scale(Is(t, "Birmingham"), x => x * 10)).Agree().ToFile(),
            "council-unlike-itself",
            "Birmingham"
        ),
        ["one county a tenth"] = new(
            () => Of(Budget).Change(t => t.Scale(Is(t, "Lancashire"), x => x / 10)).Agree().ToFile(),
            "council-unlike-itself",
            "Lancashire"
        ),
        ["one borough three times"] = new(
            () => Of(Budget).Change(t => t.Scale(Is(t, "Camden"), x => x * 3)).Agree().ToFile(),
            "council-unlike-itself",
            "Camden"
        ),
        ["one district ten times"] = new(
            () => Of(Budget).Change(t => t.Scale(Is(t, "Cotswold"), x => x * 10)).Agree().ToFile(),
            "council-unlike-itself",
            "Cotswold"
        ),
        ["one district a hundredth"] = new(
            () => Of(Outturn).Change(t => t.Scale(Is(t, "Cherwell"), x => x / 100)).Agree().ToFile(),
            "council-unlike-itself",
            "Cherwell"
        ),
        ["gross for net"] = new(
            () => Of(Budget).Scale(All_, x => x * 1.4m).Agree().ToFile(),
            "councils-unlike-themselves",
            "what they do in the years around it"
        ),
        ["all monthly"] = new(() => Of(Budget).Scale(All_, x => x / 12).Agree().ToFile(), "pounds-per-resident", "£1"),
        ["one district of noughts"] = new(
            () => Of(Budget).Change(t => t.Scale(Is(t, "Cherwell"), _ => 0)).Agree().ToFile(),
            "council-unlike-itself",
            "Cherwell"
        ),
        ["one county of noughts"] = new(
            () => Of(Budget).Change(t => t.Scale(Is(t, "Devon"), _ => 0)).Agree().ToFile(),
            "council-unlike-itself",
            "Devon"
        ),

        // Details of services.
        ["details of another year"] = new(
            () => Of("revenue-outturn-details-2010-11-RO3.csv").Retitle("2010-11", "2009-10").ToFile(),
            "totals-of-another-file",
            "than in the outturn of 2009-10"
        ),
        ["details of another year with its figures"] = new(
            () => Of("revenue-outturn-details-2010-11-RO3.csv").Retitle("2010-11", "2009-10").ToFile(),
            "figures-of-another-year",
            "those of 2010-11"
        ),
        ["details with two lines under each other's headings"] = new(
            () =>
                Of(Details)
                    .Change(t =>
                        SwapTexts(t, "Adults aged under 65 with learning disabilities", "Adults aged under 65 with mental health needs")
                    )
                    .ToFile(),
            "line-of-another",
            "than like itself"
        ),
        ["details in pounds"] = new(() => Of(Details).Scale(All_, x => x * 1000).Agree().ToFile(), null, "pounds in a cell"),
        ["details with their signs turned"] = new(
            () => Of(Details).Scale(All_, x => -x).Agree().ToFile(),
            "signs-turned",
            "Are its signs turned?"
        ),
        ["details without twenty counties"] = new(
            () => Of(Details).Change(t => t.Drop(First(t, "SC", 20))).Agree().ToFile(),
            "councils-absent",
            "20 counties of 2012-13 are not in this file"
        ),
        ["details that do not add up"] = new(
            () => Of(Details).Change(t => t.Set(t.Authorities.First(), t.Figures.First(), 100_000)).Agree().ToFile(),
            null,
            "to add up to 'TOTAL CHILDREN SOCIAL CARE'"
        ),

        // Councils.
        ["twenty counties dropped"] = new(
            () => Of(Budget).Change(t => t.Drop(First(t, "SC", 20))).Agree().ToFile(),
            "councils-absent",
            "20 counties of 2018-19 are not in this file"
        ),
        ["one county dropped"] = new(
            () => Of(Budget).Change(t => t.Drop(Is(t, "Buckinghamshire"))).Agree().ToFile(),
            "councils-absent",
            "1 county council of 2018-19 is not in this file: Buckinghamshire"
        ),
        ["one district dropped"] = new(
            () => Of(Budget).Change(t => t.Drop(Is(t, "Aylesbury Vale"))).Agree().ToFile(),
            "councils-absent",
            "Aylesbury Vale"
        ),
        ["one borough dropped"] = new(
            () => Of(Outturn).Change(t => t.Drop(Is(t, "Hackney"))).Agree().ToFile(),
            "councils-absent",
            "Hackney"
        ),
        ["metropolitan districts dropped"] = new(
            () => Of(Budget).Change(t => t.Drop(row => t.Class(row) == "MD")).Agree().ToFile(),
            "councils-absent",
            "36 councils"
        ),
        ["every tenth council dropped"] = new(
            () => Of(Budget).Drop(row => row % 10 == 0).Agree().ToFile(),
            "councils-absent",
            "of 2018-19 are not in this file"
        ),
        ["the second half lost"] = new(
            () => Of(Budget).Drop(row => row > 230).Agree().ToFile(),
            "councils-absent",
            "of 2018-19 are not in this file"
        ),
        ["counties classed as others"] = new(
            () => Of(Budget).Change(t => Each(t, First(t, "SC", 5), row => row[3] = "O")).Agree().ToFile(),
            "councils-absent",
            "5 counties"
        ),
        ["a council and the one that took its place"] = new(
            () =>
                Of(Budget)
                    .Change(t =>
                        t.Rows.Insert(
                            t.Heading + 1,
                            With(t.Rows[t.Authorities.First(Is(t, "Buckinghamshire"))], ("E0402", 0), ("E06000060", 1), ("UA", 3))
                        )
                    )
                    .Agree()
                    .ToFile(),
            "councils-twice",
            "Buckinghamshire"
        ),
        ["one council twice"] = new(
            () => Of(Budget).Change(t => t.Rows.Insert(t.Heading + 1, [.. t.Rows[t.Authorities.First(Is(t, "Kent"))]])).Agree().ToFile(),
            null,
            "each E-code once"
        ),
        ["E-codes in small letters"] = new(
            () => Of(Budget).Change(t => Each(t, All_, row => row[0] = "e" + row[0][1..])).ToFile(),
            null,
            "E-code"
        ),
        ["a council under a code of nobody"] = new(
            () =>
                Of(Budget).Change(t => Each(t, row => t.Rows[row][2] == "Kent", row => (row[0], row[1]) = ("E9990", "E10000099"))).ToFile(),
            "councils-absent",
            "Kent"
        ),
        ["codes of two counties swapped"] = new(
            () => Of(Budget).Change(t => Swap(t, "Kent", "Cumbria", 0, 1)).ToFile(),
            "council-unlike-itself",
            "Cumbria"
        ),

        // Signs.
        ["signs turned"] = new(() => Of(Budget).Scale(All_, x => -x).Agree().ToFile(), "pounds-per-resident", "Are its signs turned"),
        ["signs of one county turned"] = new(
            () => Of(Budget).Change(t => t.Scale(Is(t, "Essex"), x => -x)).Agree().ToFile(),
            "council-unlike-itself",
            "Essex"
        ),
        ["signs of one district turned"] = new(
            () => Of(Budget).Change(t => t.Scale(Is(t, "Harrogate"), x => -x)).Agree().ToFile(),
            "signs-turned",
            "Harrogate"
        ),
        ["signs of one service turned"] = new(
            () => Of(Budget).AddUp("TOTAL ENVIRONMENTAL", All_, x => -x).Agree().ToFile(),
            "signs-turned",
            "Environmental and regulatory services"
        ),
        ["signs of every district turned"] = new(
            () => Of(Outturn).Change(t => t.Scale(row => t.Class(row) == "SD", x => -x)).Agree().ToFile(),
            "signs-turned",
            "Are the signs turned"
        ),

        // Headings and rows.
        ["culture and environment swapped"] = new(
            () => Of(Budget).SwapHeadings("TOTAL CULTURAL", "TOTAL ENVIRONMENTAL").ToFile(),
            "headings-swapped",
            "Are two headings swapped"
        ),
        ["children's and adults' care swapped"] = new(
            () => Of(Budget).SwapHeadings("TOTAL CHILDREN", "TOTAL ADULT").ToFile(),
            "headings-swapped",
            "Adult social care"
        ),
        ["highways and planning swapped"] = new(
            () => Of(Outturn).SwapHeadings("Highways", "Planning").ToFile(),
            "headings-swapped",
            "Highways"
        ),
        ["education and adults' care swapped"] = new(
            () => Of(Outturn).SwapHeadings("Education", "Adult Social Care").ToFile(),
            "headings-swapped",
            "Education"
        ),
        ["libraries and open spaces swapped"] = new(
            () => Of(Budget).SwapHeadings("Library service", "Open spaces").ToFile(),
            "headings-swapped",
            "Library service"
        ),
        ["housing and central services swapped"] = new(
            () => Of(Outturn).SwapHeadings("Housing services", "Central services").ToFile(),
            "headings-swapped",
            "Central services"
        ),
        ["figures one row down"] = new(() => Of(Budget).Rotate(All_).Agree().ToFile(), "councils-of-others", "rows of their councils"),
        ["figures of counties one row down"] = new(
            () => Of(Budget).Change(t => t.Rotate(row => t.Class(row) == "SC")).Agree().ToFile(),
            "councils-of-others",
            "rows of their councils"
        ),
        ["figures of districts one row down"] = new(
            () => Of(Outturn).Change(t => t.Rotate(row => t.Class(row) == "SD")).Agree().ToFile(),
            "councils-of-others",
            "Shire districts"
        ),
        ["figures of boroughs one row down"] = new(
            () => Of(Budget).Change(t => t.Rotate(row => t.Class(row) == "L")).Agree().ToFile(),
            "councils-of-others",
            "rows of their councils"
        ),
        ["one service one row down"] = new(
            () => Of(Budget).Change(t => RotateService(t, "TOTAL ENVIRONMENTAL")).Agree().ToFile(),
            "figures-of-others",
            "Environmental and regulatory services"
        ),
        ["central services one row down"] = new(
            () => Of(Budget).Change(t => RotateService(t, "TOTAL CENTRAL")).Agree().ToFile(),
            "figures-of-others",
            "Central services"
        ),
        ["one service of one class ten times"] = new(
            () => Of(Budget).Change(t => t.AddUp("TOTAL CULTURAL", row => t.Class(row) == "MD", x => x * 10)).Agree().ToFile(),
            "service-unlike-itself",
            "metropolitan districts"
        ),
        ["one service of one class nothing"] = new(
            () => Of(Budget).Change(t => t.AddUp("TOTAL ADULT", row => t.Class(row) == "L", _ => 0)).Agree().ToFile(),
            "service-gone",
            "London boroughs"
        ),
        ["the file cut off"] = new(
            () => Of(Budget).Drop(row => row > 304).Agree().ToFile(),
            "councils-absent",
            "of 2018-19 are not in this file"
        ),
        ["figures sorted by size"] = new(
            () => Of(Outturn).Change(t => SortBySize(t, "L")).Agree().ToFile(),
            "councils-of-others",
            "London boroughs"
        ),
        ["figures one column right"] = new(() => Of(Budget).Change(t => ShiftRight(t)).ToFile(), null, "add up"),
        ["totals of another edition"] = new(
            () => Of(Budget).Change(t => t.Scale(First(t, "UA", 5), x => x * 1.1m)).ToFile(),
            null,
            "to be the sum of the authorities"
        ),
        ["ENGLAND lost"] = new(() => Of(Budget).Change(t => t.Rows.RemoveAll(row => row[2] == "ENGLAND")).ToFile(), null, "ENGLAND"),

        // Years.
        ["last year's file under this year's title"] = new(
            () => (Of("revenue-budgets-2017-18.csv").Retitle("2017-18", "2018-19")).ToFile(),
            "figures-of-another-year",
            "those of the budget of 2017-18"
        ),
        ["next year's file under this year's title"] = new(
            () => Of("revenue-budgets-2019-20.csv").Retitle("2019-20", "2018-19").ToFile(),
            "figures-of-another-year",
            "those of the budget of 2019-20"
        ),
        ["last year's file for a year not yet there"] = new(
            () => Of("revenue-budgets-2019-20.csv").Retitle("2019-20", "2020-21").ToFile(),
            "figures-of-another-year",
            "those of the budget of 2019-20"
        ),
        ["outturn of another year"] = new(
            () => Of("revenue-outturn-summaries-2014-15.csv").Retitle("2014-15", "2015-16").ToFile(),
            "figures-of-another-year",
            "those of the outturn of 2014-15"
        ),
        ["half of last year's figures"] = new(
            () => Of(Budget).Change(t => TakeFrom(t, Of("revenue-budgets-2017-18.csv"), row => row % 2 == 0)).Agree().ToFile(),
            "figures-of-another-year",
            "those of the budget of 2017-18"
        ),
        ["a budget of years to come"] = new(
            () => Of(Budget).Retitle("2018-19", "2031-32").ToFile(),
            "year-to-come",
            "cannot be known before 1 January 2031"
        ),
        ["an outturn before its year ends"] = new(
            () => Of(Outturn).Retitle("2015-16", "2026-27").ToFile(),
            "year-to-come",
            "cannot be known before 1 April 2027"
        ),
        ["a page older than its year"] = new(
            () => Of(Budget).ToFile(),
            "published-before-its-year",
            "before that could be known",
            new DateOnly(2016, 7, 1)
        ),
        ["a date to come"] = new(() => Of(Budget).Retitle("28 June 2018", "28 June 2030").ToFile(), "dated-to-come", "still to come"),
        ["a title without a year"] = new(() => Of(Budget).Retitle("2018-19", "20181-9").ToFile(), null, "financial year"),

        // Several years in one file.
        ["time series in pounds"] = new(
            () => OfSeries().Change(t => ScaleSeries(t, _ => true, x => Math.Round(x) * 1000)).Change(SumSeries).ToFile(),
            null,
            "pounds in a cell"
        ),
        ["time series with a year's signs turned"] = new(
            () => OfSeries().Change(t => ScaleSeries(t, row => row[0] == "202003", x => -x)).ToFile(),
            "pounds-per-resident",
            "2019-20: "
        ),
        ["time series without counties in one year"] = new(
            () =>
                OfSeries()
                    .Change(t => t.Rows.RemoveAll(row => row[0] == "202103" && row[1].StartsWith("E10", StringComparison.Ordinal)))
                    .ToFile(),
            null,
            ""
        ),

        // Residents.
        ["residents in thousands"] = new(
            () => Of(People).Change(t => EachFigure(t, 1, 2, x => Math.Round(x / 1000, 1))).ToFile(),
            null,
            "whole"
        ),
        ["residents halved"] = new(
            () => Of(People).Change(t => EachFigure(t, 1, 2, x => Math.Round(x / 2))).Change(AddUpEngland).ToFile(),
            "residents-of-england",
            "million"
        ),
        ["men for all residents"] = new(
            () => Of(People).Change(t => EachFigure(t, 1, 2, x => Math.Round(x * 0.49m))).Change(AddUpEngland).ToFile(),
            "residents-of-england",
            "million"
        ),
        ["adults for all residents"] = new(
            () => Of(People).Change(t => EachFigure(t, 1, 2, x => Math.Round(x * 0.79m))).Change(AddUpEngland).ToFile(),
            "unlike-another-vintage",
            "all ages"
        ),
        ["two years swapped"] = new(
            () => Of(People).Change(t => SwapColumns(t, "Estimated Population mid-2016", "Estimated Population mid-2017")).ToFile(),
            "growth-of-england",
            "Are two years swapped"
        ),
        ["first two years swapped"] = new(
            () => Of(People).Change(t => SwapColumns(t, "Estimated Population mid-2011", "Estimated Population mid-2012")).ToFile(),
            "growth-of-england",
            "Are two years swapped"
        ),
        ["years far apart swapped"] = new(
            () => Of(People).Change(t => SwapColumns(t, "Estimated Population mid-2012", "Estimated Population mid-2022")).ToFile(),
            "growth-of-england",
            "Are two years swapped"
        ),
        ["every year called by the one before"] = new(
            () => Of(People).Change(t => Rename(t, 1, year => year - 1)).ToFile(),
            "years-shifted",
            "a year out"
        ),
        ["residents one row down"] = new(
            () => Of(People).Change(t => RotateRows(t, 2, 2)).ToFile(),
            "unlike-another-vintage",
            "far from the estimates"
        ),
        ["one town ten times"] = new(
            () => Of(People).Change(t => EachFigure(t, 1, 2, x => x * 10, row => row[1] == "Darlington")).Change(AddUpEngland).ToFile(),
            "unlike-another-vintage",
            "E06000005"
        ),
        ["one year of one town a digit short"] = new(
            () =>
                Of(People).Change(t => t.Rows[t.Rows.FindIndex(row => row[1] == "Darlington")][5] = "10682").Change(AddUpEngland).ToFile(),
            "growth-of-a-place",
            "Darlington"
        ),
        ["last year's residents as this year's"] = new(
            () => Of("population-estimates-mid-2024.csv").Change(CopyPeople).ToFile(),
            null,
            "England's total of a mid-year known by it"
        ),
        ["residents of years to come"] = new(
            () => Of(People).Change(t => Rename(t, 1, year => year + 20)).ToFile(),
            "year-to-come",
            "still to come"
        ),

        // Deprivation.
        ["scores turned round"] = new(
            () => Of(Imd).Change(t => EachFigure(t, 0, 2, x => 51 - x)).ToFile(),
            "unlike-another-vintage",
            "Are scores turned round"
        ),
        ["ranks for scores"] = new(() => Of(Imd).Change(ToRanks).ToFile(), null, "an average score from 0 to 100"),
        ["scores one row down"] = new(
            () => Of(Imd).Change(t => RotateRows(t, 1, 2)).ToFile(),
            "unlike-another-vintage",
            "rows of other places"
        ),
        ["scores of another scale"] = new(
            () => Of(Imd).Change(t => EachFigure(t, 0, 2, x => x / 100)).ToFile(),
            "scores-of-another-scale",
            "another scale"
        ),
        ["scores twice as high"] = new(
            () => Of(Imd).Change(t => EachFigure(t, 0, 2, x => x * 1.7m)).ToFile(),
            "scores-of-another-scale",
            "another scale"
        ),
        ["scores of 2015 as those of 2019"] = new(
            () => Of(Imd).Change(CopyScores).ToFile(),
            "figures-of-another-year",
            "those of the Indices of 2015"
        ),
        ["one place five times"] = new(
            () => Of(Imd).Change(t => EachFigure(t, 0, 2, x => x * 4, row => row[1] == "Wokingham")).ToFile(),
            "place-unlike-itself",
            "E06000041"
        ),
        ["twenty districts without a score"] = new(
            () => Of(Imd).Change(t => t.Rows.RemoveRange(100, 20)).ToFile(),
            null,
            "the 317 districts"
        ),

        // Prices.
        ["one index a tenth"] = new(
            () => Of(Prices).Change(t => SetIndex(t, "2014-15", x => x / 10)).ToFile(),
            "growth-of-prices",
            "2014-15"
        ),
        ["one index ten times"] = new(
            () => Of(Prices).Change(t => SetIndex(t, "2010-11", x => x * 10)).ToFile(),
            "growth-of-prices",
            "2010-11"
        ),
        ["two digits changed about"] = new(
            () => Of(Prices).Change(t => SetIndex(t, "2019-20", _ => 60.7m)).ToFile(),
            "growth-of-prices",
            "2019-20"
        ),
        ["index turned round"] = new(
            () => Of(Prices).Change(t => EachFigure(t, 0, 1, x => 10_000 / x)).ToFile(),
            "growth-of-prices",
            "no index of prices"
        ),
        ["growth for index"] = new(() => Of(Prices).Change(ToGrowth).ToFile(), "growth-of-prices", "no index of prices"),
        ["the index of other years"] = new(() => Of(Prices).Change(t => ShiftIndex(t)).ToFile(), "years-shifted", "a year out"),
        ["the same index every year"] = new(
            () => Of(Prices).Change(t => EachFigure(t, 0, 1, _ => 100)).ToFile(),
            "prices-fell",
            "turned round"
        ),
        ["years in the other order"] = new(() => Of(Prices).Change(Backwards).ToFile(), "growth-of-prices", "no index of prices"),
        ["another base"] = new(() => Of(Prices).Change(t => EachFigure(t, 0, 1, x => x * 0.837m)).ToFile(), "no-base-year", "100"),

        ["quarterly growth"] = new(() => Of(Prices).Change(t => Growing(t, 1.006)).ToFile(), "unlike-the-edition-before", "another index"),
        ["prices of another country"] = new(
            () => Of(Prices).Change(t => Growing(t, 1.09)).ToFile(),
            "unlike-the-edition-before",
            "another index"
        ),

        // Places.
        ["districts in another region"] = new(
            () => Of(Districts).Change(t => Each(t, row => t.Rows[row][5] == "London", row => row[5] = "South East")).ToFile(),
            "regions-moved",
            "London to South East"
        ),
        ["a district in another's place"] = new(
            () => Of(Districts).Change(t => t.Rows[t.Rows.FindIndex(row => row[1] == "Hartlepool")][2] = "E06000002").ToFile(),
            "districts-moved",
            "Hartlepool"
        ),
        ["a district in another county"] = new(
            () =>
                Of(Districts)
                    .Change(t =>
                        (
                            t.Rows[t.Rows.FindIndex(row => row[1] == "Cambridge")][3],
                            t.Rows[t.Rows.FindIndex(row => row[1] == "Cambridge")][4]
                        ) = ("E10000016", "Kent")
                    )
                    .ToFile(),
            "counties-moved",
            "Cambridge"
        ),
        ["thirty districts lost"] = new(
            () => Of(Districts).Change(t => t.Rows.RemoveRange(50, 30)).ToFile(),
            null,
            "to lead to a present district"
        ),
        ["E-codes of two councils swapped"] = new(
            () => Of(Register).Change(t => SwapCells(t, 1, "Adur", "Worthing", 8)).ToFile(),
            "codes-changed",
            "Adur"
        ),
        ["twenty councils lost"] = new(
            () =>
                Of(Register)
                    .Change(t => t.Rows.RemoveAll(row => row[7] == "True" && row[8].StartsWith("E50", StringComparison.Ordinal)))
                    .ToFile(),
            "councils-absent",
            "not in"
        ),
        ["successors of other councils"] = new(
            () => Of(Register).Change(t => t.Rows[t.Rows.FindIndex(row => row[1] == "Allerdale")][3] = "WAF").ToFile(),
            "successors-changed",
            "Allerdale"
        ),

        // Grants.
        ["grants in pence"] = new(
            () => Of(Grants).Change(t => EachFigure(t, 0, 1, x => x * 100)).ToFile(),
            null,
            "at most 100,000,000,000"
        ),
        ["grants with the sign of payments"] = new(() => Of(Grants).Change(t => EachFigure(t, 0, 1, x => -x)).ToFile(), null, ""),
    };

    private static bool All_(int row) => true;

    private static FiguresTable Of(string name) => FiguresTable.Read(name);

    private static FiguresTable OfSeries() => FiguresTable.Read(Series);

    private static Func<int, bool> Is(FiguresTable table, string name) =>
        row => table.Rows[row][2].StartsWith(name, StringComparison.Ordinal);

    private static Func<int, bool> First(FiguresTable table, string @class, int count)
    {
        var rows = table.Authorities.Where(row => table.Class(row) == @class).Take(count).ToHashSet();
        return rows.Contains;
    }

    private static void Each(FiguresTable table, Func<int, bool> rows, Action<string[]> change)
    {
        foreach (var row in table.Authorities.Where(rows))
        {
            change(table.Rows[row]);
        }
    }

    private static string[] With(string[] row, params ReadOnlySpan<(string Value, int Column)> cells)
    {
        var changed = row.ToArray();
        foreach (var (value, column) in cells)
        {
            changed[column] = value;
        }

        return changed;
    }

    private static void Swap(FiguresTable table, string one, string other, params int[] columns)
    {
        var (a, b) = (table.Rows[table.Authorities.First(Is(table, one))], table.Rows[table.Authorities.First(Is(table, other))]);
        foreach (var column in columns)
        {
            (a[column], b[column]) = (b[column], a[column]);
        }
    }

    private static void SwapCells(FiguresTable table, int nameColumn, string one, string other, int column)
    {
        var (a, b) = (table.Rows.Find(row => row[nameColumn] == one)!, table.Rows.Find(row => row[nameColumn] == other)!);
        (a[column], b[column]) = (b[column], a[column]);
    }

    private static void SwapColumns(FiguresTable table, string one, string other)
    {
        var headings = table.Rows[1];
        var (a, b) = (Array.IndexOf(headings, one), Array.IndexOf(headings, other));
        foreach (var row in table.Rows.Skip(2))
        {
            (row[a], row[b]) = (row[b], row[a]);
        }
    }

    private static void ShiftRight(FiguresTable table)
    {
        var first = table.Figures.First();
        foreach (var row in table.Authorities)
        {
            var cells = table.Rows[row];
            Array.Copy(cells, first, cells, first + 1, cells.Length - first - 1);
            cells[first] = "0";
        }
    }

    /// <summary>Gives each council the next one's figure of a service, and totals that agree.</summary>
    private static void RotateService(FiguresTable table, string service)
    {
        var column = table.Column(service);
        var rows = table.Authorities.ToList();
        var moved = rows.Select((_, i) => table.Figure(rows[(i + 1) % rows.Count], column) ?? 0).ToList();
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, figure) = (rows[i], moved[i]);
            table.AddUp(service, candidate => candidate == row, _ => figure);
        }
    }

    private static void TakeFrom(FiguresTable table, FiguresTable other, Func<int, bool> rows)
    {
        foreach (var row in table.Authorities.Where(rows))
        {
            var theirs = other
                .Authorities.Where(candidate => other.Rows[candidate][0] == table.Rows[row][0])
                .Select(candidate => other.Rows[candidate])
                .FirstOrDefault();
            if (theirs is not null)
            {
                theirs[other.Figures.First()..].CopyTo(table.Rows[row], table.Figures.First());
            }
        }
    }

    private static void ScaleSeries(FiguresTable table, Func<string[], bool> rows, Func<decimal, decimal> change)
    {
        foreach (var row in table.Rows.Skip(1).Where(rows))
        {
            for (var column = 6; column < row.Length; column++)
            {
                row[column] = Changed(row[column], change);
            }
        }
    }

    private static void EachFigure(
        FiguresTable table,
        int heading,
        int from,
        Func<decimal, decimal> change,
        Func<string[], bool>? rows = null
    )
    {
        foreach (var row in table.Rows.Skip(heading + 1).Where(rows ?? (_ => true)))
        {
            for (var column = from; column < row.Length && (from == 2 || column == from); column++)
            {
                row[column] = Changed(row[column], change);
            }
        }
    }

    private static string Changed(string cell, Func<decimal, decimal> change) =>
        decimal.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var figure)
            ? change(figure).ToString(CultureInfo.InvariantCulture)
            : cell;

    private static void Rename(FiguresTable table, int heading, Func<int, int> year)
    {
        for (var column = 2; column < table.Rows[heading].Length; column++)
        {
            var cell = table.Rows[heading][column];
            table.Rows[heading][column] = string.Create(
                CultureInfo.InvariantCulture,
                $"{cell[..^4]}{year(int.Parse(cell[^4..], CultureInfo.InvariantCulture))}"
            );
        }
    }

    private static void RotateRows(FiguresTable table, int first, int from)
    {
        var districts = Enumerable
            .Range(first, table.Rows.Count - first)
            .Where(row => table.Rows[row][0].Length == 9 && table.Rows[row][0][..3] is "E06" or "E07" or "E08" or "E09")
            .ToList();
        var moved = districts.Select((_, i) => table.Rows[districts[(i + 1) % districts.Count]][from..]).ToList();
        for (var i = 0; i < districts.Count; i++)
        {
            moved[i].CopyTo(table.Rows[districts[i]], from);
        }
    }

    /// <summary>Makes the total of each row the sum of its services.</summary>
    private static void SumRows(FiguresTable table)
    {
        var total = table.Column("TOTAL SERVICE EXPENDITURE");
        foreach (var row in table.Authorities)
        {
            table.Set(row, total, table.Figures.TakeWhile(column => column < total).Sum(column => table.Figure(row, column) ?? 0));
        }
    }

    private static void SumSeries(FiguresTable table)
    {
        foreach (var row in table.Rows.Skip(1).Where(row => row[^1].Length > 0 && row[^2].Length > 0))
        {
            row[^1] = row[6..^1]
                .Sum(cell => decimal.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var figure) ? figure : 0)
                .ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Makes England's residents those of its districts.</summary>
    private static void AddUpEngland(FiguresTable table)
    {
        var england = table.Rows.Find(row => row[0] == "E92000001")!;
        for (var column = 2; column < england.Length; column++)
        {
            england[column] = table
                .Rows.Where(row => row[0].Length == 9 && row[0][..3] is "E06" or "E07" or "E08" or "E09")
                .Sum(row => decimal.Parse(row[column], CultureInfo.InvariantCulture))
                .ToString(CultureInfo.InvariantCulture);
        }
    }

    private static void CopyPeople(FiguresTable table)
    {
        var before = Of(People).Rows.GroupBy(row => row[0]).ToDictionary(row => row.Key, row => row.First()[2], StringComparer.Ordinal);
        foreach (var row in table.Rows.Skip(1))
        {
            row[2] = before.GetValueOrDefault(row[0], row[2]);
        }
    }

    private static void CopyScores(FiguresTable table)
    {
        var before = Of("indices-of-deprivation-2015-lower-tier.csv")
            .Rows.GroupBy(row => row[0])
            .ToDictionary(row => row.Key, row => row.First()[2], StringComparer.Ordinal);
        foreach (var row in table.Rows.Skip(1))
        {
            row[2] = before.GetValueOrDefault(row[0], row[2]);
        }
    }

    private static void ToRanks(FiguresTable table)
    {
        var order = table.Rows.Skip(1).OrderByDescending(row => decimal.Parse(row[2], CultureInfo.InvariantCulture)).ToList();
        for (var rank = 0; rank < order.Count; rank++)
        {
            order[rank][2] = (rank + 1).ToString(CultureInfo.InvariantCulture);
        }
    }

    private static void SetIndex(FiguresTable table, string year, Func<decimal, decimal> change)
    {
        var row = table.Rows.Find(row => row[0] == year)!;
        row[1] = Changed(row[1], change);
    }

    private static void ToGrowth(FiguresTable table)
    {
        var index = table.Rows.Skip(1).Select(row => decimal.Parse(row[1], CultureInfo.InvariantCulture)).ToList();
        for (var i = 1; i < index.Count; i++)
        {
            table.Rows[i + 1][1] = (100 * ((index[i] / index[i - 1]) - 1)).ToString(CultureInfo.InvariantCulture);
        }

        table.Rows[1][1] = "2.1";
    }

    private static void ShiftIndex(FiguresTable table)
    {
        for (var i = 1; i < table.Rows.Count - 1; i++)
        {
            table.Rows[i][1] = table.Rows[i + 1][1];
        }
    }

    /// <summary>The same growth in every year, to 100 in the base year.</summary>
    private static void Growing(FiguresTable table, double growth)
    {
        var @base = table.Rows.FindIndex(row => row[0] == "2024-25");
        for (var i = 1; i < table.Rows.Count; i++)
        {
            table.Rows[i][1] = (100 * Math.Pow(growth, i - @base)).ToString(CultureInfo.InvariantCulture);
        }
    }

    private static void SortBySize(FiguresTable table, string @class)
    {
        var total = table.Column("TOTAL SERVICE EXPENDITURE");
        var rows = table.Authorities.Where(row => table.Class(row) == @class).ToList();
        var first = table.Figures.First();
        var order = rows.OrderBy(row => table.Figure(row, total) ?? 0).Select(row => table.Rows[row][first..]).ToList();
        for (var i = 0; i < rows.Count; i++)
        {
            order[i].CopyTo(table.Rows[rows[i]], first);
        }
    }

    private static void Backwards(FiguresTable table)
    {
        var index = table.Rows.Skip(1).Select(row => row[1]).Reverse().ToList();
        for (var i = 0; i < index.Count; i++)
        {
            table.Rows[i + 1][1] = index[i];
        }
    }

    private static void SwapTexts(FiguresTable table, string one, string other)
    {
        foreach (var row in table.Rows.Take(table.Heading))
        {
            var (a, b) = (Array.IndexOf(row, one), Array.IndexOf(row, other));
            if (a >= 0)
            {
                (row[a], row[b]) = (other, one);
            }
        }
    }
}
