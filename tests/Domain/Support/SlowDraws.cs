using System.Numerics;

namespace BudgetWatch.Domain.Tests.Support;

/// <summary>The draws behind every interval once more, by another route than the code's.</summary>
internal static class SlowDraws
{
    /// <summary>How often each of n areas is drawn in each of a thousand replicates.</summary>
    public static IEnumerable<int[]> Replicates(int n)
    {
        using var bits = SplitMix64(2010_04_01).GetEnumerator();
        for (var replicate = 0; replicate < 1000; replicate++)
        {
            var times = new int[n];
            for (var i = 0; i < n; i++)
            {
                times[Draw(bits, n)]++;
            }

            yield return times;
        }
    }

    /// <summary>Steele, Lea and Flood's generator over big integers, reduced by hand.</summary>
    public static IEnumerable<ulong> SplitMix64(ulong seed)
    {
        var modulus = BigInteger.One << 64;
        BigInteger state = seed;
        while (true)
        {
            state = (state + 11400714819323198485UL) % modulus;
            var z = (state ^ (state >> 30)) * 13787848793156543929UL % modulus;
            z = (z ^ (z >> 27)) * 10723151780598845931UL % modulus;
            yield return (ulong)(z ^ (z >> 31));
        }
    }

    /// <summary>floor(bits x range / 2^64); bits whose remainder falls in the biased head are drawn again.</summary>
    public static int Draw(IEnumerator<ulong> bits, int range)
    {
        while (true)
        {
            bits.MoveNext();
            var product = (BigInteger)bits.Current * range;
            if (product % (BigInteger.One << 64) >= (BigInteger.One << 64) % range)
            {
                return (int)(product >> 64);
            }
        }
    }
}
