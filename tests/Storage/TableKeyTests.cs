using BudgetWatch.Storage.Tables;

namespace BudgetWatch.Storage.Tests;

public sealed class TableKeyTests
{
    private const string Odd = "\0\t !\"#$%&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~\u007f\u00e9\u2603\ud83d\ude00\uffff";

    [Fact]
    public void What_is_plain_stays_as_it_is() => TableKey.Encode("area|E09000001-2025.a_b").ShouldBe("area|E09000001-2025.a_b");

    [Fact]
    public void Whatever_comes_comes_back()
    {
        TableKey.Decode(TableKey.Encode(Odd)).ShouldBe(Odd);
        foreach (var text in Pairs())
            TableKey.Decode(TableKey.Encode(text)).ShouldBe(text);
    }

    [Fact]
    public void Nothing_forbidden_is_left_in_a_key() =>
        TableKey.Encode(Odd).ShouldAllBe(c => char.IsAsciiLetterOrDigit(c) || "-._|!~".Contains(c));

    [Fact]
    public void The_order_of_keys_is_the_order_of_what_they_stand_for()
    {
        string[] texts = [.. Pairs().Order(StringComparer.Ordinal)];
        texts.Select(TableKey.Encode).Order(StringComparer.Ordinal).ShouldBe(texts.Select(TableKey.Encode));
    }

    [Fact]
    public void A_range_holds_what_starts_with_the_prefix_and_nothing_else()
    {
        string[] texts = [.. Pairs()];
        foreach (var prefix in Odd.Select(c => c.ToString()).Append(""))
        {
            var (from, before) = TableKey.Range(prefix);
            texts
                .Where(text => Within(TableKey.Encode(text), from, before))
                .ShouldBe(texts.Where(text => text.StartsWith(prefix, StringComparison.Ordinal)));
        }
    }

    private static bool Within(string key, string from, string before) =>
        string.CompareOrdinal(key, from) >= 0 && string.CompareOrdinal(key, before) < 0;

    private static IEnumerable<string> Pairs() =>
        Odd.SelectMany(first => Odd.Select(second => $"{first}{second}")).Concat(Odd.Select(c => c.ToString())).Append("");
}
