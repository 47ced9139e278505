namespace BudgetWatch.Sources.Tests;

public sealed class BoundedTextTests
{
    // U+1F4B7, a banknote with the pound sign: a pair of surrogates.
    private const string Pair = "💷";

    [Theory]
    [InlineData("")]
    [InlineData("as it is")]
    [InlineData("naïve £ 💷")]
    public void What_is_short_stays_as_it_is(string text)
    {
        BoundedText.Cut(text, 300).ShouldBe(text);
        BoundedText.CutName(text).ShouldBe(text);
    }

    [Fact]
    public void What_is_long_is_cut_to_the_limit_with_an_ellipsis()
    {
        BoundedText.Cut(new string('x', 300), 300).ShouldBe(new string('x', 300));
        BoundedText.Cut(new string('x', 301), 300).ShouldBe(new string('x', 299) + "…");
    }

    [Fact]
    public void A_pair_of_surrogates_is_never_parted()
    {
        BoundedText.Cut(new string('x', 298) + Pair + "yy", 300).ShouldBe(new string('x', 298) + "…");
        BoundedText.Cut(new string('x', 297) + Pair + "yy", 300).ShouldBe(new string('x', 297) + Pair + "…");
        BoundedText
            .CutName(new string('x', 98) + Pair + new string('y', 99) + Pair + new string('z', 98))
            .ShouldBe(new string('x', 98) + "…" + new string('z', 98));
    }

    [Fact]
    public void Half_a_pair_becomes_the_character_that_stands_for_what_cannot_be_shown() =>
        BoundedText.Cut($"a{Pair[0]}b{Pair[1]}{Pair}{Pair[0]}", 300).ShouldBe($"a\uFFFDb\uFFFD{Pair}\uFFFD");

    [Fact]
    public void Of_a_long_name_the_beginning_and_the_end_are_kept()
    {
        var cut = BoundedText.CutName(string.Concat(Enumerable.Repeat("folder/", 500)) + "RA_2019-20_data.xlsx");
        cut.Length.ShouldBe(199);
        cut.ShouldStartWith("folder/folder/");
        cut.ShouldEndWith("/RA_2019-20_data.xlsx");
    }

    [Fact]
    public void Every_text_of_a_refusal_and_a_flag_is_cut_however_it_is_made()
    {
        var text = new string('£', 40_000);
        var made = new Refusal(text, text, text, text, text);
        var changed = new Refusal("", null, null, "", "") with { File = text, Sheet = text, Cell = text, Expected = text, Found = text };
        changed.ShouldBe(made);
        (made.File.Length, made.Sheet!.Length, made.Cell!.Length, made.Expected.Length, made.Found.Length).ShouldBe(
            (199, 199, 100, 500, 300)
        );
        var flag = new EditionFlag(text, text, text);
        (new EditionFlag("", "", null) with { Kind = text, Detail = text, Address = text }).ShouldBe(flag);
        (flag.Kind.Length, flag.Detail.Length, flag.Address!.Length).ShouldBe((100, 500, 100));
    }
}
