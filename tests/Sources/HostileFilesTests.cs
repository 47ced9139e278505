using System.Globalization;
using System.Text;
using BudgetWatch.Domain;
using BudgetWatch.Sources.Revenue;
using BudgetWatch.Sources.Tabular;
using BudgetWatch.Sources.Tests.Workbooks;

namespace BudgetWatch.Sources.Tests;

/// <summary>Files made to hurt a reader: it refuses them with the place, before it has done arithmetic with them or gone through them many times.</summary>
public class HostileFilesTests
{
    private const string WithinAReturn = "at most 1,000,000,000,000 pounds in a cell, either way";

    private static readonly PublishedSource Budgets = SourceCatalogue.Find("revenue-budgets")!;

    /// <summary>1e26 thousands are more pounds than a decimal holds.</summary>
    [Theory]
    [InlineData("1e26", "'1e26', in thousands of pounds")]
    [InlineData("-1e26", "'-1e26', in thousands of pounds")]
    [InlineData("1e999", "'1e999', in thousands of pounds")]
    [InlineData("1000000001", "'1000000001', in thousands of pounds")]
    [InlineData("79228162514264337593543950336", "'79228162514264337593543950336', in thousands of pounds")]
    public void A_figure_beyond_any_return_is_refused_by_its_cell(string figure, string found)
    {
        var column = SyntheticBudget.Column("TOTAL CENTRAL");

        Sole(Budgets.Read(SyntheticBudget.Sheet.With(5, column, figure).AsCsv("budget.csv"), default))
            .ShouldBe(new Refusal("budget.csv", null, "P5", WithinAReturn, found));
    }

    /// <summary>England's total of 134 thousand million is within; the same in pounds taken for thousands is not.</summary>
    [Theory]
    [InlineData(1_000_000_000, false)]
    [InlineData(1_000_000_001, true)]
    public void The_most_a_return_may_hold_is_a_million_million_pounds(int thousands, bool isBeyond)
    {
        var refused = Budgets
            .Read(SyntheticBudget.Sheet.With(5, SyntheticBudget.Column("TOTAL CENTRAL"), thousands).AsCsv(), default)
            .ShouldBeOfType<Reading.Refused>();

        refused.Reasons.Any(reason => reason.Expected == WithinAReturn).ShouldBe(isBeyond);
    }

    /// <summary>Archives are no line of their own, and are added up with the others of their service.</summary>
    [Fact]
    public void A_figure_that_is_only_added_up_is_refused_as_well()
    {
        var headings = SyntheticImputation.Sheet.Rows[3].ToList();
        var column = headings.IndexOf("Archives");

        var refusal = Sole(Budgets.Read(SyntheticImputation.Sheet.With(5, column, "1e26").AsCsv("budget.csv"), default));

        (refusal.Cell, refusal.Expected).ShouldBe(($"{CellAddress.Letters(column)}5", WithinAReturn));
    }

    [Fact]
    public void A_figure_of_a_time_series_beyond_any_return_is_refused_by_its_cell()
    {
        var sheet = SyntheticTimeSeries.Sheet().With(2, SyntheticTimeSeries.FirstFigure, "1e26");

        Sole(SourceCatalogue.Find("revenue-outturn-time-series")!.Read(sheet.AsCsv("series.csv"), default))
            .Expected.ShouldBe(WithinAReturn);
    }

    [Theory]
    [InlineData("1e26")]
    [InlineData("10001")]
    [InlineData("0.09")]
    [InlineData("1e-300")]
    public void An_index_beyond_any_deflator_is_refused_by_its_cell(string index)
    {
        var text =
            "year,deflator_index,source\n"
            + string.Concat(
                Enumerable
                    .Range(2001, 20)
                    .Select(year =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{year}-{(year + 1) % 100:00},{(year == 2005 ? index : "80")},HMT March 2026 QNA\n"
                        )
                    )
            );

        SourceCatalogue
            .Find("gdp-deflators")!
            .Read(Tables.Text(text, "deflators.csv"), default)
            .ShouldBeOfType<Reading.Refused>()
            .Reasons[0]
            .ShouldBe(new Refusal("deflators.csv", null, "B6", "an index from 0.1 to 10,000", $"'{index}'"));
    }

    [Fact]
    public void More_people_than_any_place_has_are_refused_by_their_cell()
    {
        var refused = SourceCatalogue
            .Find("population-estimates")!
            .Read(Tables.Text("lad2019_code,lad2019_name,population_2019\nE06000001,Hartlepool,200000001\n", "people.csv"), default)
            .ShouldBeOfType<Reading.Refused>();

        refused.Reasons[0].ShouldBe(new Refusal("people.csv", null, "C2", "a whole number of people, at most 200,000,000", "'200000001'"));
    }

    [Theory]
    [InlineData("٣٤")]
    [InlineData("1٣")]
    public void Digits_of_another_script_are_no_number(string text)
    {
        CellValue.Of(text).TryDecimal(out _).ShouldBeFalse();
        CellValue.Of(text).TryDouble(out _).ShouldBeFalse();
        CellValue.Of(text).IsBeyond(0).ShouldBeFalse();
    }

    /// <summary>The text never ends: a reader that takes the whole row would not come back.</summary>
    [Fact]
    public void A_row_without_end_is_given_up_after_its_last_field_there_may_be()
    {
        using var records = new BoundedRecords(new Endless("1,\"a,b\"\"c\","), 4_096);

        var taken = 0;
        var buffer = new char[1_000];
        for (int read; (read = records.Read(buffer, 0, buffer.Length)) > 0; )
        {
            taken += read;
        }

        records.IsCut.ShouldBeTrue();

        // Two fields in eleven characters, 2,048 times.
        taken.ShouldBe(2_048 * 11);
    }

    [Theory]
    [InlineData("a,b\n\"c,d\",e\r\nf\rg", 3)]
    [InlineData("a,\"b\"\"c,\n,\",d", 4)]
    [InlineData("a\"b,c", 3)]
    public void Rows_within_the_limit_pass_whole(string text, int fields)
    {
        using var records = new BoundedRecords(new StringReader(text), fields);

        records.ReadToEnd().ShouldBe(text);
        records.IsCut.ShouldBeFalse();
    }

    [Theory]
    [InlineData("1,")]
    [InlineData("\"x\",")]
    [InlineData(",")]
    public void Row_of_too_many_fields_is_refused(string field)
    {
        var wide = string.Concat(Enumerable.Repeat(field, 1_000_000));

        Tables
            .Refusal(Tables.Text($"a,b\n{wide}\nc,d\n", "wide.csv"))
            .ShouldBe(new Refusal("wide.csv", null, "A2", "at most 4,096 columns", "more"));
    }

    /// <summary>Patterns that could go over a text again and again: each comes to its end.</summary>
    [Fact]
    public void Texts_made_for_patterns_are_read_in_no_time()
    {
        var spaces = new string(' ', 30_000);
        foreach (
            var text in new[]
            {
                new string('*', 60) + "x",
                "Levy" + spaces + "x",
                string.Concat(Enumerable.Repeat("(total of lines ", 2_000)),
                $"Revenue Account Budget{spaces}x",
                $"Last updated{spaces}x",
                $"Revised{spaces}x",
                string.Concat(Enumerable.Repeat("Revenue Outturn ", 2_000)),
                $"a{spaces}- net",
                new string('[', 30_000),
                "2019-20" + string.Concat(Enumerable.Repeat(" (1),", 6_000)) + "x",
            }
        )
        {
            foreach (var (row, column) in new[] { (1, 0), (2, 0), (4, 0), (4, 4), (4, 5), (5, 0), (5, 1), (5, 2), (5, 5) })
            {
                var file = SyntheticBudget.Sheet.With(row, column, text).AsCsv();
                foreach (var source in SourceCatalogue.All)
                {
                    var reading = source.Read(file, default);
                    if (reading is Reading.Refused refused)
                    {
                        refused
                            .Reasons[0]
                            .Expected.ShouldNotBe(
                                PublishedSource.FaultlessReading,
                                $"{source.Description.Id}, row {row}, column {column}: {refused.Reasons[0].Found}"
                            );
                    }
                }

                Should.NotThrow(() => Files.Recognise(file));
            }
        }
    }

    [Fact]
    public void A_figure_further_right_than_the_last_heading_is_refused_for_a_heading_is_gone()
    {
        var sheet = SyntheticBudget.Sheet;

        Sole(Budgets.Read(sheet.WithoutRow(5).WithRow(5, [.. sheet.Rows[4], 7]).AsCsv("budget.csv"), default))
            .Expected.ShouldBe("no figure further right than the last heading of row 4");
    }

    /// <summary>What a reader's own mistake comes to; one mistake must not keep the other files of the source from being read.</summary>
    [Fact]
    public void A_fault_of_the_reader_is_a_refusal_that_names_it_but_not_what_a_file_is_not_to_blame_for()
    {
        var file = Tables.Text("a", "a.csv");

        Sole(new Failing(new OverflowException("too large")).Read(file, default))
            .ShouldBe(new Refusal("a.csv", null, null, PublishedSource.FaultlessReading, "OverflowException: too large"));
        Should.Throw<OperationCanceledException>(() => new Failing(new OperationCanceledException()).Read(file, default));
        Should.Throw<IOException>(() => new Failing(new IOException()).Read(file, default));
    }

    private static Refusal Sole(Reading reading) => reading.ShouldBeOfType<Reading.Refused>().Reasons.ShouldHaveSingleItem();

    /// <summary>The same text again and again.</summary>
    private sealed class Endless(string text) : TextReader
    {
        private int at;

        public override int Read(Span<char> buffer)
        {
            for (var place = 0; place < buffer.Length; place++)
            {
                buffer[place] = text[at++ % text.Length];
            }

            return buffer.Length;
        }
    }

    private sealed class Failing(Exception fault) : PublishedSource
    {
        public override SourceDescription Description => throw new NotSupportedException();

        public override bool Recognises(FilePeek file) => false;

        protected override Reading ReadWhole(PublishedFile file, CancellationToken cancellation) => throw fault;
    }
}
