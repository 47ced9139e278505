using System.Text;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Tests;

/// <summary>Comma-separated text is read a piece at a time, and nothing shows where one piece ends and the next begins.</summary>
public sealed class LongTextTests : IDisposable
{
    /// <summary>How many bytes before the end of a piece the row under test begins: none of it may lie in the one, or nearly all.</summary>
    private const int Shifts = 24;

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("£’€…,z\r\n", "£’€…|z")]
    [InlineData("a,b\r\n\r\nc,d\r\n", "a|b//c|d")]
    [InlineData("a,b\r\r\nc,d\r", "a|b//c|d")]
    [InlineData("a,b\n\n\nc,d\n", "a|b///c|d")]
    [InlineData("\"£\r\n€\",\"say \"\"so\"\"\",\"\"\r\n", "£\r\n€|say \"so\"|")]
    [InlineData("\"1,234\",\"\n\n\"\"\",e\n", "1,234|\n\n\"|e")]
    [InlineData("é", "é")]
    public void A_row_is_read_alike_wherever_a_piece_ends_in_it(string row, string expected)
    {
        foreach (var encoding in (Encoding[])[new UTF8Encoding(false), new UTF8Encoding(true), Windows1252])
        {
            for (var shift = 0; shift < Shifts; shift++)
            {
                var before = Before(TextDecoding.Piece - shift - encoding.Preamble.Length);
                var bytes = (byte[])[.. encoding.Preamble, .. encoding.GetBytes(before), .. encoding.GetBytes(row)];

                After(before, Held(bytes)).ShouldBe(expected, $"{encoding.WebName}, {shift} bytes before the end of a piece");
                After(before, Stored(bytes)).ShouldBe(expected, $"{encoding.WebName}, {shift} bytes before the end of a piece, on disk");
            }
        }
    }

    [Fact]
    public void Characters_outside_the_basic_plane_are_whole_wherever_a_piece_ends_in_them()
    {
        for (var shift = 0; shift < Shifts; shift++)
        {
            var before = Before(TextDecoding.Piece - shift);

            After(before, Held(Encoding.UTF8.GetBytes(before + "𝄞𝄢,𝄡\n"))).ShouldBe("𝄞𝄢|𝄡");
        }
    }

    [Theory]
    [InlineData(new byte[] { 0xA3, (byte)'\n' }, "£")]
    [InlineData(new byte[] { 0xE2, 0x82 }, "â‚")]
    [InlineData(new byte[] { 0xC3, (byte)'\n' }, "Ã")]
    public void One_byte_near_the_end_that_is_not_utf8_makes_the_whole_file_windows_1252(byte[] end, string expected)
    {
        var before = "é,1\n" + Before(5 * TextDecoding.Piece);

        var rows = Tables.Rows(Held([.. Encoding.UTF8.GetBytes(before), .. end]));

        rows[0].ShouldBe(["Ã©", "1"]);
        rows[^1][0].ShouldBe(expected);
    }

    [Fact]
    public void A_byte_of_binary_content_is_found_however_late()
    {
        var before = Before(3 * TextDecoding.Piece + 5);

        Tables
            .Refusal(Held([.. Encoding.UTF8.GetBytes(before), 0, .. "a\n"u8]))
            .Found.ShouldBe($"binary content (a NUL at byte {before.Length})");
    }

    [Theory]
    [InlineData("", "nothing but white space")]
    [InlineData("<!DOCTYPE HTML><title>Not found</title>", "an HTML page")]
    [InlineData("<html lang=\"en\">", "an HTML page")]
    public void What_is_no_table_is_refused_below_any_amount_of_white_space(string text, string found) =>
        Tables.Refusal(Tables.Text(new string('\n', TextDecoding.Piece + 1) + "\u00A0\u3000 " + text)).Found.ShouldBe(found);

    [Fact]
    public void A_mark_of_utf8_is_left_out_once()
    {
        Tables
            .Rows(Tables.Text("\uFEFF\uFEFFa,b\n"))
            .ShouldBe([
                ["\uFEFFa", "b"],
            ]);
    }

    [Fact]
    public void Going_through_a_hundred_times_the_rows_takes_no_more_memory_than_ten_times()
    {
        var rows = string.Concat(Enumerable.Repeat("E0101,Authority,1234,5678\r\n", 450));
        Allocated(rows);

        var tenTimes = Allocated(string.Concat(Enumerable.Repeat(rows, 10)));
        var hundredTimes = Allocated(string.Concat(Enumerable.Repeat(rows, 100)));

        // Rows of which no cell is read leave nothing behind; the text alone would be 2.4 MB.
        (hundredTimes - tenTimes).ShouldBeLessThan(20_000);
    }

    private long Allocated(string text)
    {
        var file = Stored(Encoding.UTF8.GetBytes(text));
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var rows = Tables.Open(file);
        rows.NextSheet();
        while (rows.NextRow()) { }

        rows.Fault.ShouldBeNull();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Rows of that many characters in all, none beyond ASCII.</summary>
    private static string Before(int length)
    {
        var row = new string('x', 98) + ",\n";
        return new string('y', length % row.Length) + string.Concat(Enumerable.Repeat(row, length / row.Length));
    }

    /// <summary>The rows that follow those before.</summary>
    private static string After(string before, PublishedFile file) =>
        string.Join('/', Tables.Rows(file).Skip(before.Count('\n'.Equals)).Select(row => string.Join('|', row)));

    private static PublishedFile Held(byte[] bytes) => new("a.csv", bytes);

    private PublishedFile Stored(byte[] bytes)
    {
        File.WriteAllBytes(_path, bytes);
        return PublishedFile.OnDisk(_path);
    }
}
