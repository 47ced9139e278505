using CsCheck;

namespace BudgetWatch.Domain.Tests.Codes;

/// <summary>A postcode is one whatever way it is written, and packs into a number in the order of the written form.</summary>
public class PostcodeTests
{
    private static readonly string[] Outward = ["A9", "A99", "AA9", "AA99", "A9A", "AA9A"];
    private static readonly Gen<char> Letter = Gen.Char['A', 'Z'];
    private static readonly Gen<char> Digit = Gen.Char['0', '9'];

    /// <summary>Any postcode of one of the six shapes, as it is written.</summary>
    private static readonly Gen<string> Written = Gen.Select(
        Gen.Int[0, Outward.Length - 1],
        Letter.Array[7],
        Digit.Array[7],
        (shape, letters, digits) =>
        {
            string Fill(string places, int from) =>
                string.Concat(places.Select((place, i) => place == 'A' ? letters[from + i] : digits[from + i]));
            return $"{Fill(Outward[shape], 0)} {Fill("9AA", 4)}";
        }
    );

    [Theory]
    [InlineData("SW1A 1AA", "SW1A 1AA")]
    [InlineData("sw1a1aa", "SW1A 1AA")]
    [InlineData("  Sw1A  1aA\t", "SW1A 1AA")]
    [InlineData("M1 1AE", "M1 1AE")]
    [InlineData("M11AE", "M1 1AE")]
    [InlineData("B33 8TH", "B33 8TH")]
    [InlineData("CR26XH", "CR2 6XH")]
    [InlineData("DN551PT", "DN55 1PT")]
    [InlineData("W1A\u00a00AX", "W1A 0AX")]
    [InlineData("E C 1 A 1 B B", "EC1A 1BB")]
    [InlineData("GIR 0AA", "GIR 0AA")]
    [InlineData("NPT 0AA", "NPT 0AA")]
    public void A_postcode_is_read_with_spaces_anywhere_and_in_capitals_or_not(string text, string written)
    {
        Postcode.TryParse(text, out var postcode).ShouldBeTrue();

        postcode.ToString().ShouldBe(written);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("     ")]
    [InlineData("SW1A")]
    [InlineData("1AA")]
    [InlineData("A1AA")]
    [InlineData("SW1A 1A")]
    [InlineData("SW1A 1AAA")]
    [InlineData("SW111 1AA")]
    [InlineData("SWA 1AA")]
    [InlineData("S 1AA")]
    [InlineData("1A 1AA")]
    [InlineData("SW1A AA1")]
    [InlineData("SW1A 11A")]
    [InlineData("SW1A-1AA")]
    [InlineData("SW1A 1AÄ")]
    [InlineData("SW١A 1AA")]
    [InlineData("SW1А 1AA")] // Cyrillic
    [InlineData("ＳW1A 1AA")]
    [InlineData("SW1A 1A\0")]
    [InlineData("ABC1 1AA")]
    [InlineData("NOT KNOWN")]
    public void Anything_else_is_none(string? text)
    {
        Postcode.TryParse(text, out var postcode).ShouldBeFalse();

        postcode.ShouldBe(default);
    }

    [Fact]
    public void What_is_packed_is_unpacked_as_it_was() =>
        Written.Sample(text =>
        {
            Postcode.TryParse(text, out var postcode).ShouldBeTrue(text);
            postcode.ToString().ShouldBe(text);
            postcode.Packed.ShouldBeGreaterThan(0);
        });

    [Fact]
    public void Numbers_stand_in_the_order_of_the_written_form() =>
        Gen.Select(Written, Written)
            .Sample(
                (one, other) =>
                    Math.Sign(Of(one).CompareTo(Of(other))).ShouldBe(Math.Sign(string.CompareOrdinal(one, other)), $"{one}, {other}")
            );

    [Fact]
    public void Postcodes_share_a_sector_where_all_but_the_last_two_letters_are_the_same() =>
        Gen.Select(Written, Written, Letter.Array[2])
            .Sample(
                (one, other, letters) =>
                {
                    var neighbour = string.Concat(one.AsSpan(0, one.Length - 2), letters);
                    Of(neighbour).Sector.ShouldBe(Of(one).Sector);
                    (Of(other).Sector == Of(one).Sector).ShouldBe(other[..^2] == one[..^2], $"{one}, {other}");
                }
            );

    private static Postcode Of(string text) =>
        Postcode.TryParse(text, out var postcode) ? postcode : throw new ArgumentException(text, nameof(text));
}
