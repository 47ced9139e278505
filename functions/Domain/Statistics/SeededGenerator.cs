namespace BudgetWatch.Domain.Statistics;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers from the same seed on every machine and version of .NET, which the
/// framework's own generator does not promise.
/// </summary>
internal sealed class SeededGenerator(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 to <paramref name="exclusiveMaximum"/> - 1, each as likely as the other (Lemire's method).</summary>
    public int Next(int exclusiveMaximum)
    {
        var range = (ulong)exclusiveMaximum;
        while (true)
        {
            var high = Math.BigMul(NextBits(), range, out var low);
            if (low >= range || low >= (0 - range) % range)
            {
                return (int)high;
            }
        }
    }

    /// <summary>
    /// About a standard normal number: twelve uniform ones summed, less 6. Additions alone, so that it too is the same to the bit everywhere; nothing
    /// lies beyond 6, and 95 % within 1.97.
    /// </summary>
    public double NextNormal()
    {
        const int Steps = 1 << 24;
        var sum = 0L;
        for (var i = 0; i < 12; i++)
        {
            sum += Next(Steps);
        }

        return ((double)sum / Steps) - 6;
    }

    private ulong NextBits()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
