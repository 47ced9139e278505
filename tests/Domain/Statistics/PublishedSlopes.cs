namespace BudgetWatch.Domain.Tests.Statistics;

/// <summary>Quantiles of one area, the most deprived first.</summary>
/// <param name="Population">People.</param>
/// <param name="Value">The indicator.</param>
public sealed record PublishedQuantiles(double[] Population, double[] Value);

/// <summary>How y is turned before the line is fitted, and the ends of the line turned back.</summary>
public enum Scale
{
    AsItIs,
    Log,
    Logit,
}

/// <summary>One test case of PHEindicatormethods: what goes in and what Public Health England publishes for it.</summary>
/// <param name="Records">The workbook's record numbers.</param>
/// <param name="Quantiles">What goes in.</param>
/// <param name="Scale">The scale the line is fitted on.</param>
/// <param name="Multiplier">What the slope is multiplied by; where it is negative the ratio is of the other end.</param>
/// <param name="Sii">The slope index.</param>
/// <param name="Rii">The relative index; null where the case does not ask for it.</param>
/// <param name="Intercept">The value at the most deprived end, never multiplied; null where the case does not ask for it.</param>
public sealed record PublishedSlope(
    string Records,
    PublishedQuantiles Quantiles,
    Scale Scale,
    double Multiplier,
    double Sii,
    double? Rii,
    double? Intercept
)
{
    public override string ToString() => Records;
}

/// <summary>
/// Figures of <c>tests/testthat/testdata_SII.xlsx</c> of the R package PHEindicatormethods (UK Health Security Agency, GPL-3; figures carried over,
/// no code). <see cref="All"/> is every case of the workbook that states a result, and it has all of them; not there are records 151 to 225, which
/// state none (refusals and warnings of the package). Its limits are not here: they follow from standard errors of the values, which council accounts do not have.
/// </summary>
public static class PublishedSlopes
{
    /// <summary>Life expectancy by tenth, area1.</summary>
    public static readonly PublishedQuantiles LifeExpectancyArea1 = new(
        [7291, 7997, 6105, 7666, 5790, 6934, 5918, 5974, 7147, 7534],
        [
            75.9334590103081,
            78.3442382727843,
            83.8360631041654,
            83.6375399664931,
            80.4655031529559,
            81.1156759857022,
            81.6930835718562,
            84.1900062060987,
            80.5955641081472,
            86.2894349578624,
        ]
    );

    /// <summary>Life expectancy by tenth, area2.</summary>
    public static readonly PublishedQuantiles LifeExpectancyArea2 = new(
        [21675, 20065, 19750, 24713, 20112, 19618, 22408, 19752, 18939, 19312],
        [70.54853186, 71.57155734, 72.48698671, 73.51985519, 73.14605425, 76.15898712, 78.65444871, 80.56476961, 80.85486627, 79.9711253]
    );

    /// <summary>Five quantiles of life expectancy, area1.</summary>
    public static readonly PublishedQuantiles LifeExpectancyFifthsArea1 = new(
        [7291, 7997, 6105, 7666, 5790],
        [75.9334590103081, 78.3442382727843, 83.8360631041654, 83.6375399664931, 80.4655031529559]
    );

    /// <summary>Five quantiles of life expectancy, area2.</summary>
    public static readonly PublishedQuantiles LifeExpectancyFifthsArea2 = new(
        [21675, 20065, 19750, 24713, 20112],
        [70.54853186, 71.57155734, 72.48698671, 73.51985519, 73.14605425]
    );

    /// <summary>Infant mortality, a rate, area1.</summary>
    public static readonly PublishedQuantiles InfantMortalityArea1 = new(
        [279012, 255993, 236961, 214315, 192812, 183546, 168593, 164822, 154836, 138165],
        [
            5.892219689475721,
            4.7345044591063035,
            3.827634083245766,
            3.8681380211371112,
            3.6771570234217785,
            3.1436261209723995,
            3.1258711808912585,
            2.942568346458604,
            2.82879950399132,
            2.7648101907140012,
        ]
    );

    /// <summary>Infant mortality, a rate, area2.</summary>
    public static readonly PublishedQuantiles InfantMortalityArea2 = new(
        [13837, 14519, 14940, 14599, 12311, 21675, 20065, 19750, 24713, 20112],
        [4.89675, 4.5678, 4.67666, 4.35666, 3.9, 3.8, 3.5, 3.2, 3.21, 2.8]
    );

    /// <summary>Child obesity, a proportion, area1.</summary>
    public static readonly PublishedQuantiles ChildObesityArea1 = new(
        [34353, 32112, 27715, 25372, 23889, 23260, 23180, 24193, 23609, 24488],
        [
            0.21212121212121202,
            0.214281265570503,
            0.204077214504781,
            0.19186504808450303,
            0.174808489262841,
            0.16663800515907098,
            0.156039689387403,
            0.146571322283305,
            0.140370197805921,
            0.120875530872264,
        ]
    );

    /// <summary>Child obesity, a proportion, area2.</summary>
    public static readonly PublishedQuantiles ChildObesityArea2 = new(
        [36111, 31803, 26681, 24184, 23023, 21506, 22197, 23679, 23271, 23464],
        [
            0.12079421782836301,
            0.117410307203723,
            0.11363891908099401,
            0.105896460469732,
            0.10007383920427401,
            0.09411327071514931,
            0.08730909582376001,
            0.0836606275602855,
            0.0797559193846418,
            0.0696812137742925,
        ]
    );

    public static TheoryData<PublishedSlope> All =>
        [
            // default (e.g. life expectancy) - default parameters
            new PublishedSlope("1 to 10", LifeExpectancyArea1, Scale.AsItIs, 1, 6.934616473668819, 1.0888180804446217, null),
            new PublishedSlope("11 to 20", LifeExpectancyArea2, Scale.AsItIs, 1, 12.547846636351798, 1.180885620848795, null),
            // default - testing 99% confidence
            new PublishedSlope("21 to 30", LifeExpectancyArea1, Scale.AsItIs, 1, 6.934616473668819, 1.0888180804446217, null),
            new PublishedSlope("31 to 40", LifeExpectancyArea2, Scale.AsItIs, 1, 12.547846636351798, 1.180885620848795, null),
            // default - testing 10,000 repetitions
            new PublishedSlope("41 to 50", LifeExpectancyArea1, Scale.AsItIs, 1, 6.934616473668819, 1.0888180804446217, null),
            new PublishedSlope("51 to 60", LifeExpectancyArea2, Scale.AsItIs, 1, 12.547846636351798, 1.180885620848795, null),
            // default - testing quintiles
            new PublishedSlope("61 to 65", LifeExpectancyFifthsArea1, Scale.AsItIs, 1, 7.919334147100874, 1.1037116952527257, null),
            new PublishedSlope("66 to 70", LifeExpectancyFifthsArea2, Scale.AsItIs, 1, 3.6215563376545648, 1.0513892712719326, null),
            // rate (e.g. infant mortality) - default parameters
            new PublishedSlope("71 to 80", InfantMortalityArea1, Scale.AsItIs, 1, -3.2752012326471758, 0.40600068953980034, null),
            new PublishedSlope("81 to 90", InfantMortalityArea2, Scale.AsItIs, 1, -2.287678902778742, 0.5352517697987614, null),
            // proportion (e.g. child obesity) - default parameters
            new PublishedSlope("91 to 100", ChildObesityArea1, Scale.AsItIs, 1, -0.10720032333730493, 0.5334015306465507, null),
            new PublishedSlope("101 to 110", ChildObesityArea2, Scale.AsItIs, 1, -0.0581854710713103, 0.5470128461555435, null),
            // proportion - testing multiplier (x 100)
            new PublishedSlope("111 to 120", ChildObesityArea1, Scale.AsItIs, 100, -10.720032333730494, 0.5334015306465507, null),
            new PublishedSlope("121 to 130", ChildObesityArea2, Scale.AsItIs, 100, -5.81854710713103, 0.5470128461555435, null),
            // proportion - testing multiplier (x -100)
            new PublishedSlope("131 to 140", ChildObesityArea1, Scale.AsItIs, -100, 10.720032333730494, 1.874760274474414, null),
            new PublishedSlope("141 to 150", ChildObesityArea2, Scale.AsItIs, -100, 5.81854710713103, 1.8281106321873277, null),
            // default (e.g. life expectancy) - multiple CIs
            new PublishedSlope("226 to 235", LifeExpectancyArea1, Scale.AsItIs, 1, 6.934616473668819, 1.0888180804446217, null),
            new PublishedSlope("236 to 245", LifeExpectancyArea2, Scale.AsItIs, 1, 12.547846636351798, 1.180885620848795, null),
            // default (e.g. life expectancy) - intercept
            new PublishedSlope(
                "246 to 255",
                LifeExpectancyArea1,
                Scale.AsItIs,
                1,
                6.934616473668819,
                1.0888180804446217,
                78.07663078231671
            ),
            new PublishedSlope(
                "256 to 265",
                LifeExpectancyArea2,
                Scale.AsItIs,
                1,
                12.547846636351798,
                1.180885620848795,
                69.36895579356593
            ),
            // rate (e.g. infant mortality) - intercept
            new PublishedSlope(
                "266 to 275",
                InfantMortalityArea1,
                Scale.AsItIs,
                1,
                -3.2752012326471758,
                0.40600068953980034,
                5.513813189631011
            ),
            new PublishedSlope(
                "276 to 285",
                InfantMortalityArea2,
                Scale.AsItIs,
                1,
                -2.287678902778742,
                0.5352517697987614,
                4.922404764808173
            ),
            // proportion (e.g. child obesity) - intercept
            new PublishedSlope(
                "286 to 295",
                ChildObesityArea1,
                Scale.AsItIs,
                1,
                -0.10720032333730493,
                0.5334015306465507,
                0.22974855336720032
            ),
            new PublishedSlope(
                "296 to 305",
                ChildObesityArea2,
                Scale.AsItIs,
                1,
                -0.0581854710713103,
                0.5470128461555435,
                0.12844839103602843
            ),
            // rate (e.g. infant mortality) - log transform with intercept
            new PublishedSlope("306 to 315", InfantMortalityArea1, Scale.Log, 1, -3.15590713895456, 0.4418848436076823, 5.65458060546947),
            new PublishedSlope(
                "316 to 325",
                InfantMortalityArea2,
                Scale.Log,
                1,
                -2.2954691808474057,
                0.5446144759737053,
                5.040716183843519
            ),
            // proportion (e.g. child obesity) - logit transform with intercept
            new PublishedSlope(
                "326 to 335",
                ChildObesityArea1,
                Scale.Logit,
                1,
                -0.1096462611125906,
                0.5341775743253946,
                0.2353821007088711
            ),
            new PublishedSlope(
                "336 to 345",
                ChildObesityArea2,
                Scale.Logit,
                1,
                -0.05970061643992898,
                0.5472074426131981,
                0.1318498183461289
            ),
            // proportion (e.g. child obesity) - logit transform with negative multiplier
            new PublishedSlope(
                "346 to 355",
                ChildObesityArea1,
                Scale.Logit,
                -1,
                0.1096462611125906,
                1.8720366560930344,
                0.2353821007088711
            ),
            new PublishedSlope(
                "356 to 365",
                ChildObesityArea2,
                Scale.Logit,
                -1,
                0.05970061643992898,
                1.827460524338784,
                0.1318498183461289
            ),
            // rate (e.g. infant mortality) - log transform with multiple Cis (95 and 98)
            new PublishedSlope("366 to 375", InfantMortalityArea1, Scale.Log, 1, -3.15590713895456, 0.4418848436076823, 5.65458060546947),
            new PublishedSlope(
                "376 to 385",
                InfantMortalityArea2,
                Scale.Log,
                1,
                -2.2954691808474057,
                0.5446144759737053,
                5.040716183843519
            ),
            // rate (e.g. infant mortality) - log transform with negative multiplier
            new PublishedSlope("386 to 395", InfantMortalityArea1, Scale.Log, -1, 3.15590713895456, 2.2630330378288055, 5.65458060546947),
            new PublishedSlope(
                "396 to 405",
                InfantMortalityArea2,
                Scale.Log,
                -1,
                2.2954691808474057,
                1.8361612555599447,
                5.040716183843519
            ),
            // rate (e.g. infant mortality) - log transform with 98% CI
            new PublishedSlope("406 to 415", InfantMortalityArea1, Scale.Log, 1, -3.15590713895456, 0.4418848436076823, 5.65458060546947),
            new PublishedSlope(
                "416 to 425",
                InfantMortalityArea2,
                Scale.Log,
                1,
                -2.2954691808474057,
                0.5446144759737053,
                5.040716183843519
            ),
            // rate (e.g. infant mortality) - log transform without rii
            new PublishedSlope("426 to 435", InfantMortalityArea1, Scale.Log, 1, -3.15590713895456, null, 5.65458060546947),
            new PublishedSlope("436 to 445", InfantMortalityArea2, Scale.Log, 1, -2.2954691808474057, null, 5.040716183843519),
            // proportion (e.g. child obesity) - logit transform without rii
            new PublishedSlope("446 to 455", ChildObesityArea1, Scale.Logit, 1, -0.1096462611125906, null, 0.2353821007088711),
            new PublishedSlope("456 to 465", ChildObesityArea2, Scale.Logit, 1, -0.05970061643992898, null, 0.1318498183461289),
            // proportion (e.g. child obesity) - logit transform with 98% cis
            new PublishedSlope(
                "466 to 475",
                ChildObesityArea1,
                Scale.Logit,
                1,
                -0.1096462611125906,
                0.5341775743253946,
                0.2353821007088711
            ),
            new PublishedSlope(
                "476 to 485",
                ChildObesityArea2,
                Scale.Logit,
                1,
                -0.05970061643992898,
                0.5472074426131981,
                0.1318498183461289
            ),
            // proportion (e.g. child obesity) - logit transform with 95% and 98% cis
            new PublishedSlope(
                "486 to 495",
                ChildObesityArea1,
                Scale.Logit,
                1,
                -0.1096462611125906,
                0.5341775743253946,
                0.2353821007088711
            ),
            new PublishedSlope(
                "496 to 505",
                ChildObesityArea2,
                Scale.Logit,
                1,
                -0.05970061643992898,
                0.5472074426131981,
                0.1318498183461289
            ),
        ];
}
