using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Storage.Origins.Live;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetWatch.Storage.Origins;

/// <summary>The origin that configuration chooses. Default: the bundled snapshot.</summary>
internal static class OriginChoice
{
    public const string OriginSetting = "Ingestion:Origin";
    public const string FolderSetting = "Ingestion:Folder";

    private const string Snapshot = IEditionOrigin.Bundled;
    private const string Folder = "Folder";
    private const string Raw = "Raw";
    private const string Live = LiveOrigin.OriginName;

    /// <summary>
    /// Never fails: a choice that cannot be followed is an origin that says so when it is asked, so that health and
    /// <c>/api/v1/sources</c> can show it while the release in force is served.
    /// </summary>
    public static IEditionOrigin From(IConfiguration configuration, IServiceProvider services)
    {
        var choice = configuration[OriginSetting] is { Length: > 0 } set ? set.Trim() : Snapshot;
        if (Is(choice, Snapshot))
            return Bundled();
        if (Is(choice, Folder))
            return FolderOrigin(configuration[FolderSetting]);
        if (Is(choice, Live))
            return services.LiveOrigin(Bundled());
        if (Is(choice, Raw))
            return services.GetRequiredService<RawOrigin>();
        return new UnavailableOrigin("Unknown", $"{OriginSetting} is '{choice}'; it may be {Snapshot}, {Folder}, {Live} or {Raw}.");
    }

    private static IEditionOrigin Bundled() => SnapshotOrigin(Path.Combine(AppContext.BaseDirectory, "snapshot"));

    /// <summary>The bundled snapshot.</summary>
    internal static IEditionOrigin SnapshotOrigin(string directory) =>
        new FolderOrigin(
            Snapshot,
            directory,
            $"The bundled snapshot is not beside the app. Restore the folder 'snapshot', or set {OriginSetting} to {Folder} and "
                + $"{FolderSetting} to a directory of published files."
        );

    private static IEditionOrigin FolderOrigin(string? directory) =>
        string.IsNullOrWhiteSpace(directory)
            ? new UnavailableOrigin(
                Folder,
                $"{OriginSetting} is {Folder}, but {FolderSetting} is not set. Set it to a directory of published files."
            )
            : new FolderOrigin(
                Folder,
                directory,
                $"{FolderSetting} is '{directory}', which is not a directory. Set it to a directory of published files.",
                isInOrder: true
            );

    private static bool Is(string choice, string name) => string.Equals(choice, name, StringComparison.OrdinalIgnoreCase);
}
