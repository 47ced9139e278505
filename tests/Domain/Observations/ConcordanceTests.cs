using System.Globalization;

namespace BudgetWatch.Domain.Tests.Observations;

/// <summary>The tables of the concordance fit together, and what they say of splits is refused.</summary>
public class ConcordanceTests
{
    [Fact]
    public void Every_line_but_net_current_expenditure_is_worded_in_years_that_follow_each_other()
    {
        Lines
            .Details.Where(line => !ReturnNames.Words.All.Any(@return => Concordance.Of(line, @return).Any()))
            .ShouldBe([Lines.NetCurrentExpenditure]);
        foreach (
            var (line, labels) in from line in Lines.Details
            from @return in ReturnNames.Words.All
            let labels = Concordance.Of(line, @return).ToList()
            where labels.Count > 0
            select (line, labels)
        )
        {
            labels.Take(labels.Count - 1).ShouldAllBe(label => label.To != null, line.Id);
            labels.Where(label => label.To < label.From).ShouldBeEmpty(line.Id);
            labels
                .Zip(labels.Skip(1))
                .ShouldAllBe(pair => pair.Second.From.StartYear == pair.First.To!.Value.StartYear + 1, $"{line} has a gap or an overlap");
        }
    }

    [Fact]
    public void In_no_year_is_a_heading_two_lines()
    {
        for (var year = 2010; year < 2027; year++)
        {
            Concordance
                .Labels.Where(label => label.IsIn(new FinancialYear(year)))
                .Select(label => string.Concat(label.Heading.ToUpperInvariant().Where(char.IsLetterOrDigit)))
                .ShouldBeUnique(year.ToString(CultureInfo.InvariantCulture));
        }

        for (var year = 2008; year < 2027; year++)
        {
            Concordance
                .OutturnLabels.Where(label => label.IsIn(new FinancialYear(year)))
                .Select(label => label.Form + string.Concat(label.Heading.ToUpperInvariant().Where(char.IsLetterOrDigit)))
                .ShouldBeUnique(year.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Lines of budgets that outturn has too must be parts of the same service, or of the one figure that social care was before it was split.</summary>
    [Fact]
    public void A_line_of_both_returns_is_of_one_service()
    {
        foreach (var label in Concordance.OutturnLabels.Where(label => Concordance.Of(label.Line).Any()))
        {
            var care = (Line[])[Lines.SocialCare, Lines.ChildrensSocialCare, Lines.AdultSocialCare];
            (label.PartOf == label.Line.PartOf || (care.Contains(label.PartOf) && care.Contains(label.Line.PartOf))).ShouldBeTrue(
                label.ToString()
            );
        }
    }

    [Fact]
    public void Every_line_has_a_readers_name_of_its_own_and_is_part_of_a_total()
    {
        Lines.All.Select(line => line.Title).ShouldBeUnique();
        Lines.Details.ShouldAllBe(line => line.Title.Length > 3 && char.IsUpper(line.Title[0]));
        Lines
            .Details.Where(line => line.PartOf is null)
            .Select(line => line.Id)
            .ShouldBe(["business-disbursements", "net-current-expenditure"]);
        Lines.Details.Where(line => line.PartOf is { IsServiceTotal: false } && line.PartOf != Lines.NetCurrentExpenditure).ShouldBeEmpty();
    }

    [Fact]
    public void Every_change_is_at_an_end_of_its_line_or_within_it_and_says_why()
    {
        foreach (var change in Concordance.Changes)
        {
            var labels = Concordance.Of(change.Line, change.Return).ToList();
            var told = $"{change.Line} {change.Return} {change.Kind} {change.Year}";

            change.Reason.Length.ShouldBeGreaterThan(30, told);
            switch (change.Kind)
            {
                case LineChangeKind.Began:
                    labels[0].From.ShouldBe(change.Year!.Value, told);
                    break;
                case LineChangeKind.Ended:
                    labels[^1].To!.Value.StartYear.ShouldBe(change.Year!.Value.StartYear - 1, told);
                    break;
                case LineChangeKind.Noted:
                    (labels[0].From < change.Year && !(labels[^1].To < change.Year)).ShouldBeTrue(told);
                    break;
                default:
                    change.Year.ShouldBeNull(told);
                    break;
            }
        }
    }

    [Fact]
    public void Lines_taken_together_follow_each_other_and_are_never_in_one_form()
    {
        foreach (var scope in Scopes.Together)
        {
            var ways = scope.Parts.ShouldHaveSingleItem();
            for (var year = 2013; year < 2025; year++)
            {
                ways.Count(way => way.All(line => Concordance.Of(line).Any(label => label.IsIn(new FinancialYear(year)))))
                    .ShouldBe(1, $"{scope} {year}");
            }

            for (var year = 2008; year < 2025; year++)
            {
                ways.Count(way => way.All(line => Concordance.Of(line, Return.Outturn).Any(label => label.IsIn(new FinancialYear(year)))))
                    .ShouldBeLessThan(2, $"{scope} {year}");
            }

            ways.SelectMany(way => way).Select(line => line.PartOf).Distinct().ShouldHaveSingleItem();
        }
    }

    /// <summary>Read off the headings of the publisher's workbooks of the years on both sides.</summary>
    [Theory]
    [InlineData("concessionary-fares", 2010, 2011, null, null)]
    [InlineData("concessionary-fares", 2011, 2012, "line-ended", "all-concessionary-fares")]
    [InlineData("statutory-concessionary-fares", 2011, 2012, "line-new", "all-concessionary-fares")]
    [InlineData("statutory-concessionary-fares", 2012, 2024, null, null)]
    [InlineData("all-concessionary-fares", 2010, 2024, null, null)]
    [InlineData("land-drainage", 2012, 2013, "line-ended", "all-land-drainage")]
    [InlineData("port-health-levies", 2012, 2013, "line-new", "all-port-health")]
    [InlineData("older-people", 2010, 2013, null, null)]
    [InlineData("older-people", 2013, 2014, "line-ended", "adult-social-care")]
    [InlineData("looked-after-children", 2011, 2019, "line-new", "all-social-care")]
    [InlineData("looked-after-children", 2012, 2019, null, null)]
    [InlineData("youth-services", 2013, 2014, "line-new", null)]
    [InlineData("early-years", 2013, 2019, "line-new", null)]
    [InlineData("drug-treatment", 2015, 2016, "line-new", "all-drug-misuse")]
    [InlineData("bus-lane-enforcement", 2014, 2015, "line-new", null)]
    [InlineData("covid-discharge", 2021, 2024, "line-ended", null)]
    [InlineData("primary-schools", 2010, 2019, "schools-are-not-cut", "comparable")]
    [InlineData("net-current-expenditure", 2010, 2019, "schools-are-not-cut", "comparable")]
    [InlineData("homelessness", 2010, 2024, null, null)]
    [InlineData("street-cleaning", 2010, 2024, null, null)]
    [InlineData("parish-precepts", 2010, 2024, null, null)]
    public void A_comparison_across_a_split_is_refused_with_what_can_be_asked_instead(
        string scope,
        int from,
        int to,
        string? word,
        string? instead
    )
    {
        var refusal = ComparabilityRefusal.Of(Return.Budget, Scopes.Find(scope)!, new FinancialYear(from), new FinancialYear(to));

        (refusal?.Word, refusal?.Instead.SingleOrDefault()?.Id).ShouldBe((word, instead));
    }

    /// <summary>The same of outturn, whose forms were divided in other years.</summary>
    [Theory]
    [InlineData("looked-after-children", 2010, 2013, "line-new", "all-social-care")]
    [InlineData("looked-after-children", 2011, 2013, null, null)]
    [InlineData("looked-after-children", 2013, 2014, "line-ended", null)]
    [InlineData("childrens-and-families-other-combined", 2008, 2010, null, null)]
    [InlineData("childrens-and-families-other-combined", 2010, 2011, "line-ended", "all-social-care")]
    [InlineData("commissioning-and-social-work", 2011, 2012, "line-new", "childrens-social-care")]
    [InlineData("older-people", 2008, 2013, null, null)]
    [InlineData("older-people", 2013, 2014, "line-ended", "adult-social-care")]
    [InlineData("stop-smoking", 2012, 2013, "line-new", "comparable")]
    [InlineData("supported-employment", 2008, 2009, "line-ended", "all-social-care")]
    public void A_comparison_of_outturn_across_a_split_is_refused(string scope, int from, int to, string? word, string? instead)
    {
        var refusal = ComparabilityRefusal.Of(Return.Outturn, Scopes.Find(scope)!, new FinancialYear(from), new FinancialYear(to));

        (refusal?.Word, refusal?.Instead.FirstOrDefault()?.Id).ShouldBe((word, instead));
    }

    [Theory]
    [InlineData("learning-disability-under-65", 2010, 2011, "line-redefined")]
    [InlineData("other-childrens-services", 2011, 2012, "line-redefined")]
    [InlineData("other-adult-care", 2008, 2009, "line-redefined")]
    [InlineData("housing-standards", 2011, 2012, null)]
    [InlineData("older-people", 2008, 2013, null)]
    public void A_line_of_outturn_that_may_hold_more_is_flagged_across_the_year(string scope, int from, int to, string? word) =>
        ComparabilityBreak
            .Crossed(Return.Outturn, Scopes.Find(scope)!.AllLines, [new FinancialYear(from), new FinancialYear(to)])
            .Select(known => known.Word)
            .SingleOrDefault()
            .ShouldBe(word);

    [Theory]
    [InlineData("housing-standards", 2011, 2012, "line-redefined")]
    [InlineData("housing-standards", 2012, 2013, null)]
    [InlineData("learning-disability-under-65", 2010, 2011, "line-redefined")]
    [InlineData("family-support", 2013, 2014, "line-redefined")]
    [InlineData("family-support", 2014, 2019, null)]
    public void A_line_that_went_on_and_may_hold_more_is_flagged_across_the_year(string scope, int from, int to, string? word) =>
        ComparabilityBreak
            .Crossed(Return.Budget, Scopes.Find(scope)!.AllLines, [new FinancialYear(from), new FinancialYear(to)])
            .Select(known => known.Word)
            .SingleOrDefault()
            .ShouldBe(word);

    [Fact]
    public void Every_refusal_of_a_detail_says_why_where_that_stands_and_what_can_be_asked()
    {
        ComparabilityRefusal.OfDetails.Count.ShouldBeGreaterThan(80);
        ComparabilityRefusal.OfDetails.ShouldAllBe(refusal =>
            refusal.Reason.Length > 30 && refusal.Source.Length > 20 && (refusal.Instead.Count > 0 || refusal.Stands != null)
        );
    }

    [Fact]
    public void A_table_with_a_row_too_short_is_refused_by_its_row() =>
        Should
            .Throw<InvalidOperationException>(() => ConcordanceTable.Parse("a,b\n1,\"2, 3\"\n4\n", "made"))
            .Message.ShouldBe("Row 3 of 'made' has 1 cells and not 2: 4");

    [Fact]
    public void A_cell_in_quotes_may_hold_commas_and_quotes() =>
        ConcordanceTable.Parse("a,b\n1,\"2, \"\"3\"\"\"\n", "made").ShouldHaveSingleItem()["b"].ShouldBe("2, \"3\"");
}
