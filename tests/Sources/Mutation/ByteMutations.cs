using System.Buffers.Binary;
using CsCheck;

namespace BudgetWatch.Sources.Tests.Mutation;

/// <summary>Ways in which bytes go wrong, whatever they stand for.</summary>
internal static class ByteMutations
{
    private static readonly uint[] Sizes = [0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFF0, 0xFFFFFFFE, 0xFFFFFFFF];

    /// <summary>Names and ways, each of bytes to other bytes; none takes an empty array.</summary>
    public static IReadOnlyList<(string Name, Func<byte[], PCG, byte[]> Of)> All { get; } =
    [
        ("bits flipped", FlipBits),
        ("a digit changed", ChangeDigit),
        ("truncated", (bytes, dice) => bytes[..dice.Below(bytes.Length)]),
        ("bytes overwritten", Overwrite),
        ("a size overwritten", OverwriteSize),
        ("bytes put in", (bytes, dice) => Insert(bytes, dice, Noise(dice, 1 + dice.Below(9)))),
        ("bytes taken out", Remove),
        ("a piece repeated", Repeat),
        ("two pieces swapped", Swap),
    ];

    /// <summary>A number from 0 to one less than that.</summary>
    public static int Below(this PCG dice, int limit) => limit <= 1 ? 0 : (int)dice.Next((uint)limit);

    public static byte[] Insert(byte[] bytes, PCG dice, ReadOnlySpan<byte> what)
    {
        var at = dice.Below(bytes.Length + 1);
        return [.. bytes.AsSpan(0, at), .. what, .. bytes.AsSpan(at)];
    }

    private static byte[] FlipBits(byte[] bytes, PCG dice)
    {
        byte[] mutant = [.. bytes];
        for (var left = 1 + dice.Below(3); left > 0; left--)
        {
            mutant[dice.Below(mutant.Length)] ^= (byte)(1 << dice.Below(8));
        }

        return mutant;
    }

    private static byte[] ChangeDigit(byte[] bytes, PCG dice)
    {
        byte[] mutant = [.. bytes];
        var from = dice.Below(mutant.Length);
        var digit = mutant.AsSpan(from).IndexOfAnyInRange((byte)'0', (byte)'9');
        if (digit >= 0)
        {
            var at = from + digit;
            mutant[at] = (byte)('0' + ((mutant[at] - '0' + 1 + dice.Below(9)) % 10));
        }

        return mutant;
    }

    private static byte[] Overwrite(byte[] bytes, PCG dice)
    {
        byte[] mutant = [.. bytes];
        var at = dice.Below(mutant.Length);
        Noise(dice, Math.Min(1 + dice.Below(16), mutant.Length - at)).CopyTo(mutant, at);
        return mutant;
    }

    private static byte[] OverwriteSize(byte[] bytes, PCG dice)
    {
        byte[] mutant = [.. bytes];
        if (mutant.Length >= 4)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(mutant.AsSpan(dice.Below(mutant.Length - 3)), Sizes[dice.Below(Sizes.Length)]);
        }

        return mutant;
    }

    private static byte[] Remove(byte[] bytes, PCG dice)
    {
        var at = dice.Below(bytes.Length);
        return [.. bytes.AsSpan(0, at), .. bytes.AsSpan(Math.Min(at + 1 + dice.Below(64), bytes.Length))];
    }

    private static byte[] Repeat(byte[] bytes, PCG dice)
    {
        var at = dice.Below(bytes.Length);
        var piece = bytes.AsSpan(at, Math.Min(1 + dice.Below(256), bytes.Length - at));
        return [.. bytes.AsSpan(0, at), .. piece, .. bytes.AsSpan(at)];
    }

    private static byte[] Swap(byte[] bytes, PCG dice)
    {
        byte[] mutant = [.. bytes];
        var length = Math.Min(1 + dice.Below(64), mutant.Length / 2);
        var first = dice.Below((mutant.Length / 2) - length + 1);
        var second = (mutant.Length / 2) + dice.Below((mutant.Length / 2) - length + 1);
        bytes.AsSpan(second, length).CopyTo(mutant.AsSpan(first));
        bytes.AsSpan(first, length).CopyTo(mutant.AsSpan(second));
        return mutant;
    }

    private static byte[] Noise(PCG dice, int length) => [.. Enumerable.Range(0, length).Select(_ => (byte)dice.Below(256))];
}
