using BudgetWatch.Domain.Community;
using BudgetWatch.Sources.Tabular;
using BudgetWatch.Sources.Tests.Workbooks;

namespace BudgetWatch.Sources.Tests;

/// <summary>The Community Life Survey by authority, in the layout others read its tables of 2023/24 by; the tables themselves are not available.</summary>
public class VolunteeringSurveyTests
{
    private static readonly VolunteeringSurvey Survey = new(fewest: 2);

    [Fact]
    public void Authorities_have_their_per_cent_interval_and_cell_and_England_is_none_of_them()
    {
        var survey = Read(Table());

        (survey.Year, survey.StartYear, survey.Sheet, survey.Slot).ShouldBe(("2023/24", 2023, "C1c(B)", "volunteering"));
        survey.Authorities.ShouldBe([new("Adur", 30.5, 25.1, 36, "C10"), new("Allerdale", 0, 0, 2.5, "C11")]);
        survey.Withheld.ShouldBe(["Isles of Scilly"]);
        SourceCatalogue
            .Recognise(FilePreview.At(File(Table()), default).ShouldBeOfType<FilePreview.Seen>().File)!
            .Description.Id.ShouldBe("volunteering-survey");
    }

    [Fact]
    public void Without_columns_of_an_interval_there_is_none()
    {
        var table = Table();

        Read(table with { Rows = [.. table.Rows.Select(row => row.Take(3).ToList())] })
            .Authorities.Select(authority => (authority.Low, authority.High))
            .ShouldAllBe(interval => interval.Low == null && interval.High == null);
    }

    [Theory]
    [InlineData(10, 2, 101.0, "C10", "a per cent, 0 to 100", "'101'")]
    [InlineData(10, 2, -1.0, "C10", "a per cent, 0 to 100", "'-1'")]
    [InlineData(10, 3, 31.0, "C10", "a per cent within its interval", "30.5, 31 to 36")]
    [InlineData(10, 4, "high", "E10", "a per cent, 0 to 100", "'high'")]
    [InlineData(11, 1, "Adur", "B11", "each authority once", "Adur again")]
    public void What_cannot_be_is_refused_with_its_cell(int row, int column, object value, string cell, string expected, string found) =>
        Refuse(Table().With(row, column, value)).ShouldBe(new Refusal("survey.xlsx", "C1c(B)", cell, expected, found));

    [Fact]
    public void Shares_instead_of_per_cents_and_too_few_authorities_are_refused()
    {
        Refuse(Table().With(10, 2, 0.305).With(10, 3, 0.2)).Expected.ShouldBe("per cents, 0 to 100");
        new VolunteeringSurvey()
            .Read(File(Table()), default)
            .ShouldBeOfType<Reading.Refused>()
            .Reasons[0]
            .Expected.ShouldBe("at least 250 authorities");
    }

    [Theory]
    [InlineData("Informal Volunteering at least once in the last 12 months, by local authority")]
    [InlineData("Formal Volunteering at least once a month in the last 12 months, by local authority")]
    [InlineData("Formal Volunteering at least once in the last 12 months, by region")]
    public void Another_table_is_not_taken_for_it(string title) =>
        SourceCatalogue
            .Recognise(FilePreview.At(File(Table().With(1, 0, title)), default).ShouldBeOfType<FilePreview.Seen>().File)
            .ShouldBeNull();

    private static Sheet Table() =>
        new(
            "C1c(B)",
            [
                [
                    "Formal Volunteering at least once in the last 12 months, by local authority, people aged 16 and over, England, October 2023 to March 2024",
                    null,
                    null,
                    null,
                    null,
                    null,
                ],
                [.. Enumerable.Repeat<object?>(null, 6)],
                [.. Enumerable.Repeat<object?>(null, 6)],
                [.. Enumerable.Repeat<object?>(null, 6)],
                [.. Enumerable.Repeat<object?>(null, 6)],
                [.. Enumerable.Repeat<object?>(null, 6)],
                [.. Enumerable.Repeat<object?>(null, 6)],
                [
                    "Question",
                    "Response Breakdown ",
                    "2023/24 Percentage (%)",
                    "2023/24 Lower estimate",
                    "2023/24 Upper estimate",
                    "2023/24 Base",
                ],
                ["Formal volunteering", "All", 54.0, 53.0, 55.0, 150_000],
                [null, "Adur", 30.5, 25.1, 36.0, 512],
                [null, "Allerdale [note 3]", 0.0, 0.0, 2.5, 480],
                [null, "Isles of Scilly", "[c]", "[c]", "[c]", "[c]"],
                [null, null, null, null, null, null],
            ]
        );

    private static PublishedFile File(Sheet table) =>
        Sheet.AsXlsx(
            "survey.xlsx",
            new Sheet(
                "Cover",
                [
                    ["Community Life Survey"],
                ]
            ),
            table
        );

    private static VolunteeringByAuthority Read(Sheet table) =>
        Survey.Read(File(table), default).ShouldBeOfType<Reading.Accepted>().Content.ShouldBeOfType<VolunteeringByAuthority>();

    private static Refusal Refuse(Sheet table) => Survey.Read(File(table), default).ShouldBeOfType<Reading.Refused>().Reasons[0];
}
