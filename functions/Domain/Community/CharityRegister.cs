using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Community;

/// <summary>
/// The charities of the register that count towards an area's capacity: main, general, and local, that is, operating in authorities they name
/// and not in a whole country or region. The four tables join by organisation number; any day can be rebuilt from days of registration and removal.
/// </summary>
public sealed class CharityRegister
{
    private readonly CharityRecords records;
    private readonly CharityIncomes? incomes;
    private readonly IReadOnlyList<GssCode> places;
    private readonly bool[] isGeneral;
    private readonly int[][] areas;
    private readonly bool[] hasArea;

    private CharityRegister(CharityRecords records, CharityAreas operating, CharityThemes themes, CharityIncomes? incomes)
    {
        this.records = records;
        this.incomes = incomes;
        places = operating.Places;
        isGeneral = new bool[records.Numbers.Length];
        areas = new int[records.Numbers.Length][];
        hasArea = new bool[records.Numbers.Length];
        JoinThemes(themes);
        JoinAreas(operating);
    }

    /// <summary>Joins the tables of one extract, or of extracts of different days: what is in one only is left out.</summary>
    /// <param name="records">The charities.</param>
    /// <param name="areas">Where they operate.</param>
    /// <param name="themes">What they do.</param>
    /// <param name="incomes">What they took in; null where that table is not loaded.</param>
    public static CharityRegister Of(CharityRecords records, CharityAreas areas, CharityThemes themes, CharityIncomes? incomes)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(areas);
        ArgumentNullException.ThrowIfNull(themes);
        return new CharityRegister(records, areas, themes, incomes);
    }

    /// <summary>How many general local charities were on the register on a day, in each authority any charity names. One that names several counts in each.</summary>
    public IReadOnlyDictionary<GssCode, int> ActiveOn(DateOnly day)
    {
        var counts = new int[places.Count];
        for (var charity = 0; charity < areas.Length; charity++)
        {
            if (IsCounted(charity, day.DayNumber))
            {
                foreach (var area in areas[charity])
                {
                    counts[area]++;
                }
            }
        }

        return ByPlace(counts);
    }

    /// <summary>
    /// How many general local charities were on the register on a day, by the district of the address they are written to: local by where they
    /// operate, as ever, but each counted once, where it is at home. The address is the register's latest, whatever the day.
    /// </summary>
    /// <param name="day">The day.</param>
    /// <param name="postcodes">Which district each postcode is in.</param>
    public CharitiesAtHome ActiveOn(DateOnly day, PostcodeDistricts postcodes)
    {
        ArgumentNullException.ThrowIfNull(postcodes);
        var counts = postcodes.Places.ToDictionary(place => place, _ => 0);
        var (withoutPostcode, elsewhere) = (0, 0);
        for (var charity = 0; charity < areas.Length; charity++)
        {
            if (!IsCounted(charity, day.DayNumber))
            {
                continue;
            }

            if (records.Postcodes[charity] == CharityRecords.NotKnownPostcode)
            {
                withoutPostcode++;
            }
            else if (postcodes.DistrictOf(new Postcode(records.Postcodes[charity])) is { } district)
            {
                counts[district]++;
            }
            else
            {
                elsewhere++;
            }
        }

        return new CharitiesAtHome(counts, withoutPostcode, elsewhere);
    }

    /// <summary>
    /// General local charities on the register on a day, and how many of them were still on it on a later one, in each authority any charity
    /// names. One that names several counts in each.
    /// </summary>
    public IReadOnlyDictionary<GssCode, CharitySurvival> SurvivingFrom(DateOnly day, DateOnly later)
    {
        var counts = new (int First, int Later)[places.Count];
        for (var charity = 0; charity < areas.Length; charity++)
        {
            if (IsCounted(charity, day.DayNumber))
            {
                foreach (var area in areas[charity])
                {
                    counts[area].First++;
                    counts[area].Later += later.DayNumber < records.Removed[charity] ? 1 : 0;
                }
            }
        }

        return Enumerable
            .Range(0, places.Count)
            .ToDictionary(area => places[area], area => new CharitySurvival(counts[area].First, counts[area].Later));
    }

    /// <summary>How many of the charities on the register on a day say where they operate.</summary>
    public RegisterCoverage CoverageOn(DateOnly day) => Coverage(charity => IsOnRegister(charity, day.DayNumber));

    /// <summary>How many of the charities on the register on a day and removed by a later day say where they operated.</summary>
    public RegisterCoverage CoverageOfRemoved(DateOnly day, DateOnly by) =>
        Coverage(charity => IsOnRegister(charity, day.DayNumber) && records.Removed[charity] <= by.DayNumber);

    private RegisterCoverage Coverage(Func<int, bool> isOf)
    {
        var own = Enumerable.Range(0, areas.Length).Where(isOf).ToList();
        return new RegisterCoverage(own.Count, own.Count(charity => hasArea[charity]));
    }

    /// <summary>
    /// What general local charities on the register at the end of a financial year took in, by accounts that end in it, in each authority: a
    /// charity that names several is shared evenly between them. Charities without such accounts are counted, not taken for 0.
    /// </summary>
    /// <exception cref="InvalidOperationException">The table of incomes is not loaded.</exception>
    public IReadOnlyDictionary<GssCode, CharityIncome> IncomeIn(FinancialYear year)
    {
        if (incomes is null)
        {
            throw new InvalidOperationException("The register was joined without its table of incomes.");
        }

        var (first, last) = (new DateOnly(year.StartYear, 4, 1).DayNumber, new DateOnly(year.StartYear + 1, 3, 31).DayNumber);
        var latest = new Dictionary<int, int>();
        for (var row = 0; row < incomes.Numbers.Length; row++)
        {
            if (incomes.Ends[row] >= first && incomes.Ends[row] <= last)
            {
                latest[incomes.Numbers[row]] = incomes.Pounds[row]; // rows of a charity ascend: of two in a year the later counts
            }
        }

        return Sum(last, charity => latest.TryGetValue(records.Numbers[charity], out var pounds) ? pounds : null);
    }

    private Dictionary<GssCode, CharityIncome> Sum(int day, Func<int, int?> income)
    {
        var sums = new (decimal Pounds, int Stated, int Silent)[places.Count];
        for (var charity = 0; charity < areas.Length; charity++)
        {
            if (!IsCounted(charity, day))
            {
                continue;
            }

            var pounds = income(charity);
            foreach (var area in areas[charity])
            {
                sums[area].Pounds += pounds is { } stated ? (decimal)stated / areas[charity].Length : 0;
                sums[area].Stated += pounds is null ? 0 : 1;
                sums[area].Silent += pounds is null ? 1 : 0;
            }
        }

        return Enumerable
            .Range(0, places.Count)
            .ToDictionary(
                area => places[area],
                area => new CharityIncome(sums[area].Stated > 0 ? sums[area].Pounds : null, sums[area].Stated, sums[area].Silent)
            );
    }

    private Dictionary<GssCode, int> ByPlace(int[] counts) =>
        Enumerable.Range(0, places.Count).ToDictionary(area => places[area], area => counts[area]);

    private bool IsCounted(int charity, int day) => isGeneral[charity] && areas[charity].Length > 0 && IsOnRegister(charity, day);

    // On the day of its removal a charity is not on the register any more.
    private bool IsOnRegister(int charity, int day) => records.Registered[charity] <= day && day < records.Removed[charity];

    private void JoinThemes(CharityThemes themes)
    {
        var religionOnly = CharityThemes.Bit(CharityThemes.Religion);
        var education = CharityThemes.Bit(CharityThemes.Education);
        for (var charity = 0; charity < isGeneral.Length; charity++)
        {
            var at = themes.Numbers.AsSpan().BinarySearch(records.Numbers[charity]);
            var own = at < 0 ? 0 : themes.Themes[at];
            var marks = (CharityMarks)records.Marks[charity];
            isGeneral[charity] =
                own != religionOnly
                && (marks & ~CharityMarks.School) == CharityMarks.None
                && ((marks & CharityMarks.School) == CharityMarks.None || (own & education) == 0);
        }
    }

    private void JoinAreas(CharityAreas operating)
    {
        var row = 0;
        var own = new List<int>();
        for (var charity = 0; charity < areas.Length; charity++)
        {
            own.Clear();
            var isWider = false;
            while (row < operating.Numbers.Length && operating.Numbers[row] < records.Numbers[charity])
            {
                row++;
            }

            for (; row < operating.Numbers.Length && operating.Numbers[row] == records.Numbers[charity]; row++)
            {
                var area = operating.Areas[row];
                hasArea[charity] = true;
                isWider |= area == CharityAreas.Wider;
                if (area >= 0 && !own.Contains(area))
                {
                    own.Add(area);
                }
            }

            areas[charity] = isWider || own.Count == 0 ? [] : [.. own];
        }
    }
}

/// <summary>How many charities say where they operate. The register may not keep what removed charities had said.</summary>
/// <param name="Charities">How many charities.</param>
/// <param name="WithArea">How many of them have a row that says where.</param>
public readonly record struct RegisterCoverage(int Charities, int WithArea)
{
    /// <summary>The share with an area; 1 where there are no charities at all.</summary>
    public double Share => Charities == 0 ? 1 : (double)WithArea / Charities;
}

/// <summary>Charities of an authority on a day and on a later one.</summary>
/// <param name="First">How many were on the register on the first day.</param>
/// <param name="Later">How many of those still were on the later.</param>
public readonly record struct CharitySurvival(int First, int Later);

/// <summary>What charities of an authority took in.</summary>
/// <param name="Pounds">Pounds of their years; null where none states any.</param>
/// <param name="Stated">How many state an income.</param>
/// <param name="Silent">How many do not.</param>
public sealed record CharityIncome(decimal? Pounds, int Stated, int Silent);
