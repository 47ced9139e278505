namespace BudgetWatch.LocalHost.Settings;

/// <summary>Where the app keeps what must outlive it: the emulator's data and the keys it made.</summary>
internal sealed record DataFolder(string Path, string? RepositoryRoot)
{
    public static DataFolder Choose(HostSwitches switches, string contentRoot)
    {
        var root = Settings.RepositoryRoot.Find(contentRoot, AppContext.BaseDirectory, Environment.CurrentDirectory);
        var path = switches.DataFolder ?? System.IO.Path.Combine(root ?? Environment.CurrentDirectory, ".budgetwatch");
        return new DataFolder(path, root);
    }
}
