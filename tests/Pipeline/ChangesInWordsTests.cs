using BudgetWatch.Pipeline.Query;

namespace BudgetWatch.Pipeline.Tests;

public class ChangesInWordsTests
{
    private static readonly ChangesAnswer Nothing = new(
        new ReleaseReference("r2", default, ""), new ReleaseReference("r1", default, ""), "What is what.", new MethodChange(4, 4), null, [], [], [], []);

    [Fact]
    public void The_first_release_changes_nothing() => ChangesInWords.Of(Nothing with { Previous = null, Summary = "This is the first release." })
        .ShouldSatisfyAllConditions(words => words.Heading.ShouldBe("the first"), words => words.Sentences.ShouldBe(["This is the first release."]));

    [Fact]
    public void A_revision_says_which_file_and_by_how_much_the_headline_and_areas_moved()
    {
        var words = ChangesInWords.Of(Nothing with
        {
            Headline = new HeadlineChange(new(-20.17, -20.04), new(17, 17), new(-13.8, -13.76)),
            Editions = [new EditionChange("revenue-budgets", "2019-20", new EditionName("a", "RA 2019-20", ""), new EditionName("b", "RA 2019-20 revised", ""))],
            Figures =
            [
                new FigureChange("E06000002", "Middlesbrough", "budget", "2019-20", "libraries", 2_000_000, 1_500_000, -500_000),
                new FigureChange("E06000001", "Hartlepool", "budget", "2019-20", "libraries", 1_000_000, 2_000_000, 1_000_000),
                new FigureChange("E06000003", "Redcar", "budget", "2019-20", "libraries", null, 9_000_000, null),
            ],
        });

        words.Heading.ShouldBe("3 figures of areas revised");
        words.Sentences.ShouldBe(
        [
            "What is what.",
            "The headline moved: England from -20.2% to -20.0%, the most deprived fifth of areas less the least still -13.8 percentage points.",
            "Revised in revenue-budgets: RA 2019-20 revised (2019-20).",
            "Hartlepool, Library service, budget of 2019-20: £1,000,000 to £2,000,000 (+£1,000,000).",
            "Middlesbrough, Library service, budget of 2019-20: £2,000,000 to £1,500,000 (-£500,000).",
            "More figures of areas: 1.",
        ]);
    }

    [Fact]
    public void However_much_was_revised_an_entry_stays_short()
    {
        var words = ChangesInWords.Of(Nothing with
        {
            Headline = new HeadlineChange(new(-20, -20), new(17, 17), new(null, null)),
            Editions = [.. Enumerable.Range(1, 30).Select(n => new EditionChange("s", $"{n}", null, new EditionName("b", $"Edition {n}", "")))],
            Figures = [.. Enumerable.Range(1, 9_000).Select(n => new FigureChange($"E{n:00000000}", $"Place {n}", "budget", "2019-20", "libraries", 0, n, n))],
        });

        words.Sentences.Count.ShouldBe(14);
        words.Sentences[1].ShouldBe("The headline did not move as printed: England -20.0%, the most deprived fifth of areas less the least no figure.");
        words.Sentences[2].ShouldBe("New in s: Edition 1 (1).");
        words.Sentences[7].ShouldBe("More editions: 25.");
        words.Sentences[8].ShouldBe("Place 9000, Library service, budget of 2019-20: £0 to £9,000 (+£9,000).");
        words.Sentences[13].ShouldBe("More figures of areas: 8,995.");
    }
}
