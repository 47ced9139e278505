namespace BudgetWatch.Domain.Tests.Statistics;

/// <summary>One test case of PHEindicatormethods: what goes in and what Public Health England publishes for it.</summary>
public sealed record PublishedSlope(
    string Name, double[] Population, double[] Value, double[] StandardError, double Sii, double Rii, double Intercept, double Lower, double Upper)
{
    public override string ToString() => Name;
}

/// <summary>
/// Literals carried from PHEindicatormethods <c>tests/testthat/testdata_SII.xlsx</c> (Open Government Licence). The 95 % limits
/// there are simulated (100,000 draws), so they agree with a formula only within the noise of the simulation. Standard errors of
/// its rates and proportions are on a log and a logit scale, so only those of life expectancy are carried.
/// </summary>
public static class PublishedSlopes
{
    /// <summary>Records 246 to 255: "default (e.g. life expectancy) - intercept", area1.</summary>
    public static readonly PublishedSlope LifeExpectancyArea1 = new(
        "LifeExpectancyArea1",
        [7291, 7997, 6105, 7666, 5790, 6934, 5918, 5974, 7147, 7534],
        [
            75.9334590103081, 78.3442382727843, 83.8360631041654, 83.6375399664931, 80.4655031529559,
            81.1156759857022, 81.6930835718562, 84.1900062060987, 80.5955641081472, 86.2894349578624,
        ],
        [
            1.638472426358545, 1.578192884542907, 1.5134355059640296, 1.7754906175801293, 1.7013390591981388,
            1.56412107376755, 1.3681148366878566, 1.4001418005940802, 2.4328463975781616, 1.5665181695934678,
        ],
        Sii: 6.934616473668819, Rii: 1.0888180804446217, Intercept: 78.07663078231671,
        Lower: 3.127594617650817, Upper: 10.7586873680794);

    /// <summary>Records 256 to 265: "default (e.g. life expectancy) - intercept", area2.</summary>
    public static readonly PublishedSlope LifeExpectancyArea2 = new(
        "LifeExpectancyArea2",
        [21675, 20065, 19750, 24713, 20112, 19618, 22408, 19752, 18939, 19312],
        [
            70.54853186, 71.57155734, 72.48698671, 73.51985519, 73.14605425,
            76.15898712, 78.65444871, 80.56476961, 80.85486627, 79.9711253,
        ],
        [
            0.22959183673469533, 0.2598068010204095, 0.2992380841836735, 0.16075122704081746, 0.7918228954081618,
            0.7783196122448984, 0.39937532908163315, 0.2793955076530606, 0.22959183673469533, 0.3517537500000029,
        ],
        Sii: 12.547846636351798, Rii: 1.180885620848795, Intercept: 69.36895579356593,
        Lower: 11.936156426792138, Upper: 13.163020132396579);

    /// <summary>Records 266 to 275: "rate (e.g. infant mortality) - intercept", area1.</summary>
    public static readonly PublishedSlope InfantMortalityArea1 = new(
        "InfantMortalityArea1",
        [279012, 255993, 236961, 214315, 192812, 183546, 168593, 164822, 154836, 138165],
        [
            5.892219689475721, 4.7345044591063035, 3.827634083245766, 3.8681380211371112, 3.6771570234217785,
            3.1436261209723995, 3.1258711808912585, 2.942568346458604, 2.82879950399132, 2.7648101907140012,
        ],
        [],
        Sii: -3.2752012326471758, Rii: 0.40600068953980034, Intercept: 5.513813189631011,
        Lower: -3.5868233016744155, Upper: -2.9653170017272723);

    /// <summary>Records 276 to 285: "rate (e.g. infant mortality) - intercept", area2.</summary>
    public static readonly PublishedSlope InfantMortalityArea2 = new(
        "InfantMortalityArea2",
        [13837, 14519, 14940, 14599, 12311, 21675, 20065, 19750, 24713, 20112],
        [
            4.89675, 4.5678, 4.67666, 4.35666, 3.9,
            3.8, 3.5, 3.2, 3.21, 2.8,
        ],
        [],
        Sii: -2.287678902778742, Rii: 0.5352517697987614, Intercept: 4.922404764808173,
        Lower: -2.3985255584029543, Upper: -2.1761883614121236);

    /// <summary>Records 286 to 295: "proportion (e.g. child obesity) - intercept", area1.</summary>
    public static readonly PublishedSlope ChildObesityArea1 = new(
        "ChildObesityArea1",
        [34353, 32112, 27715, 25372, 23889, 23260, 23180, 24193, 23609, 24488],
        [
            0.21212121212121202, 0.214281265570503, 0.204077214504781, 0.19186504808450303, 0.174808489262841,
            0.16663800515907098, 0.156039689387403, 0.146571322283305, 0.140370197805921, 0.120875530872264,
        ],
        [],
        Sii: -0.10720032333730493, Rii: 0.5334015306465507, Intercept: 0.22974855336720032,
        Lower: -0.11220857220984691, Upper: -0.1021798062145461);

    /// <summary>Records 296 to 305: "proportion (e.g. child obesity) - intercept", area2.</summary>
    public static readonly PublishedSlope ChildObesityArea2 = new(
        "ChildObesityArea2",
        [36111, 31803, 26681, 24184, 23023, 21506, 22197, 23679, 23271, 23464],
        [
            0.12079421782836301, 0.117410307203723, 0.11363891908099401, 0.105896460469732, 0.10007383920427401,
            0.09411327071514931, 0.08730909582376001, 0.0836606275602855, 0.0797559193846418, 0.0696812137742925,
        ],
        [],
        Sii: -0.0581854710713103, Rii: 0.5470128461555435, Intercept: 0.12844839103602843,
        Lower: -0.06216629570885849, Upper: -0.05417454773129435);

    public static TheoryData<PublishedSlope> All =>
        [LifeExpectancyArea1, LifeExpectancyArea2, InfantMortalityArea1, InfantMortalityArea2, ChildObesityArea1, ChildObesityArea2];

    public static TheoryData<PublishedSlope> WithErrors => [LifeExpectancyArea1, LifeExpectancyArea2];
}
