using BudgetWatch.Pipeline;
using BudgetWatch.Storage.Tables;

namespace BudgetWatch.Storage.Tests;

public sealed class LargeTextTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(LargeText.PropertyLimit)]
    [InlineData(LargeText.PropertyLimit + 1)]
    [InlineData(LargeText.EntityLimit)]
    public void Comes_back_whole(int length)
    {
        var text = new string('x', length);
        LargeText.Of(LargeText.Entity("p", "r", text)).ShouldBe(text);
    }

    [Theory]
    [InlineData("p", "r", "another text")]
    [InlineData("p", "other", "text")]
    [InlineData("other", "r", "text")]
    [InlineData("p", "r", "")]
    [InlineData("p", "r", "tex")]
    public void What_is_not_what_was_written_there_is_known(string partition, string row, string text)
    {
        var written = LargeText.Entity("p", "r", "text");
        var found = new Azure.Data.Tables.TableEntity(partition, row) { ["Json"] = text, ["Seal"] = written["Seal"] };
        Should.Throw<DamagedDataException>(() => LargeText.Of(found)).Message.ShouldContain($"Row '{row}' of '{partition}'");
    }

    [Fact]
    public void A_row_without_a_seal_is_damaged() =>
        Should.Throw<DamagedDataException>(() => LargeText.Of(new Azure.Data.Tables.TableEntity("p", "r") { ["Json"] = "text" }));

    [Fact]
    public void Weighs_what_the_serializer_of_the_sdk_writes()
    {
        var text = string.Concat(Enumerable.Range(0, 0x300).Select(c => (char)c)) + "\U0001F600";
        LargeText.WireBytes(text).ShouldBeGreaterThanOrEqualTo(System.Text.Json.JsonSerializer.Serialize(text).Length - 2);
        LargeText.WireBytes("abc {}[]:,.-_/|").ShouldBe(15);
    }

    [Fact]
    public void Never_parts_a_pair_of_surrogates()
    {
        var text = new string('x', LargeText.PropertyLimit - 1) + "\U0001F600" + "y";
        var entity = LargeText.Entity("p", "r", text);
        entity.GetString("Json").Length.ShouldBe(LargeText.PropertyLimit - 1);
        LargeText.Of(entity).ShouldBe(text);
    }

    [Fact]
    public void Says_which_row_is_too_large() =>
        Should
            .Throw<ArgumentException>(() => LargeText.Entity("release", "row", new string('x', LargeText.EntityLimit + 1)))
            .Message.ShouldContain(
                "Row 'row' of 'release' has 480001 characters, 480001 bytes on the wire; one row holds 480000 and 1000000."
            );
}
