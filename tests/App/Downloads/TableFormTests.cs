using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using BudgetWatch.App.Http;
using BudgetWatch.App.Http.Downloads;
using BudgetWatch.Questions.Tables;
using Parquet;

namespace BudgetWatch.App.Tests.Downloads;

/// <summary>One table in every form.</summary>
public sealed class TableFormTests
{
    private static readonly Column[] Columns =
    [
        AnswerColumns.Text("name", "A text."),
        AnswerColumns.Whole("people", "A whole number."),
        AnswerColumns.Number("cash", "A number."),
        AnswerColumns.Truth("ranked", "A truth value."),
    ];

    private static readonly Table Made = new(
        Columns,
        [
            ["=1+1", 3L, 0.1, true],
            ["@\"b\", c", null, -1e-7, false],
            ["-", 0L, null, null],
            [null, long.MaxValue, 45_245_000.0, true],
        ]
    );

    [Fact]
    public async Task Csv_is_defused_and_quoted_and_has_nothing_where_there_is_nothing() =>
        Encoding
            .UTF8.GetString(await BytesAsync(TableForm.Csv))
            .ShouldBe(
                "name,people,cash,ranked\r\n'=1+1,3,0.1,true\r\n\"'@\"\"b\"\", c\",,-1E-07,false\r\n'-,0,,\r\n,9223372036854775807,45245000,true\r\n"
            );

    [Fact]
    public async Task Json_is_a_record_on_each_line_with_texts_as_they_are() =>
        Encoding
            .UTF8.GetString(await BytesAsync(TableForm.JsonRows))
            .ShouldBe(
                """
                [
                {"name":"=1+1","people":3,"cash":0.1,"ranked":true}
                ,{"name":"@\"b\", c","people":null,"cash":-1E-07,"ranked":false}
                ,{"name":"-","people":0,"cash":null,"ranked":null}
                ,{"name":null,"people":9223372036854775807,"cash":45245000.0,"ranked":true}
                ]
                """.ReplaceLineEndings("\n")
            );

    [Fact]
    public async Task Parquet_has_typed_columns_with_nulls()
    {
        await using var reader = await ParquetReader.CreateAsync(new MemoryStream(await BytesAsync(TableForm.Parquet)));
        var fields = reader.Schema.DataFields;
        fields.Select(field => field.Name).ShouldBe(["name", "people", "cash", "ranked"]);
        fields.ShouldAllBe(field => field.IsNullable);
        using var rows = reader.OpenRowGroupReader(0);
        var (names, people, cash, ranked) = (new string?[4], new long?[4], new double?[4], new bool?[4]);
        await rows.ReadAsync(fields[0], names.AsMemory());
        await rows.ReadAsync<long>(fields[1], people.AsMemory());
        await rows.ReadAsync<double>(fields[2], cash.AsMemory());
        await rows.ReadAsync<bool>(fields[3], ranked.AsMemory());
        names.ShouldBe(["=1+1", "@\"b\", c", "-", null]);
        people.ShouldBe([3, null, 0, long.MaxValue]);
        cash.ShouldBe([0.1, -1e-7, null, 45_245_000]);
        ranked.ShouldBe([true, false, null, true]);
    }

    [Fact]
    public async Task The_same_rows_are_the_same_bytes_over_several_groups()
    {
        var rows = Enumerable.Range(0, 70_000).Select(i => (object?[])[$"area {i % 7}", (long)i, i / 3.0, i % 2 == 0]).ToList();
        foreach (var form in TableForm.All)
        {
            var first = await BytesAsync(form, new Table(Columns, rows));
            (await BytesAsync(form, new Table(Columns, rows))).ShouldBe(first);
        }

        await using var reader = await ParquetReader.CreateAsync(
            new MemoryStream(await BytesAsync(TableForm.Parquet, new Table(Columns, rows)))
        );
        reader.RowGroupCount.ShouldBe(2);
    }

    [Fact]
    public async Task No_form_has_what_is_no_number()
    {
        var table = new Table(
            [Columns[2]],
            [
                [double.NaN],
            ]
        );
        foreach (var form in TableForm.All)
        {
            await Should.ThrowAsync<Exception>(() => BytesAsync(form, table), form.Extension);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_file_is_the_same_in_every_encoding_and_knows_its_length_and_hash(string? encoding)
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Hartlepool\r\n", 5_000)));
        var file = await MadeFile.MakeAsync(false, stream => stream.WriteAsync(text).AsTask(), TestContext.Current.CancellationToken);
        file.Length.ShouldBe(text.Length);
        file.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(text)));
        file.Held.ShouldBeLessThan(text.Length);

        var (content, length, encodedIn) = file.In(encoding);
        encodedIn.ShouldBe(encoding);
        using var sent = new MemoryStream();
        await content.CopyToAsync(sent);
        sent.Length.ShouldBe(length);
        sent.Position = 0;
        await using Stream plain = encoding switch
        {
            "gzip" => new GZipStream(sent, CompressionMode.Decompress),
            "br" => new BrotliStream(sent, CompressionMode.Decompress),
            _ => sent,
        };
        using var read = new MemoryStream();
        await plain.CopyToAsync(read);
        read.ToArray().ShouldBe(text);
    }

    private static Task<byte[]> BytesAsync(TableForm form) => BytesAsync(form, Made);

    private static async Task<byte[]> BytesAsync(TableForm form, Table table)
    {
        using var stream = new MemoryStream();
        await form.WriteAsync(table, stream, CancellationToken.None);
        return stream.ToArray();
    }
}
