using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BudgetWatch.LocalHost.Functions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.LocalHost.Http;

/// <summary>The keys callers of HTTP functions present. Those not configured are made once for a data folder and kept there.</summary>
internal sealed record FunctionKeys(string Function, string Host, string Master)
{
    private const string FileName = "keys.json";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static FunctionKeys Load(IConfiguration configuration, string dataFolder)
    {
        var configured = configuration.GetSection("Functions:Keys");
        if (
            configured["Function"] is { Length: > 0 } function
            && configured["Host"] is { Length: > 0 } host
            && configured["Master"] is { Length: > 0 } master
        )
        {
            return new FunctionKeys(function, host, master);
        }

        var kept = Keep(dataFolder);
        return new FunctionKeys(
            configured["Function"] is { Length: > 0 } ownFunction ? ownFunction : kept.Function,
            configured["Host"] is { Length: > 0 } ownHost ? ownHost : kept.Host,
            configured["Master"] is { Length: > 0 } ownMaster ? ownMaster : kept.Master
        );
    }

    /// <summary>Whether the request presents a key that the level accepts. The master key opens everything, as under the real host.</summary>
    public bool Admit(HttpRequest request, AuthorizationLevel level)
    {
        if (level == AuthorizationLevel.Anonymous)
            return true;
        var presented = request.Headers.TryGetValue("x-functions-key", out var header)
            ? header.ToString()
            : request.Query["code"].ToString();
        return presented.Length > 0
            && (Same(presented, Master) | (level == AuthorizationLevel.Function && (Same(presented, Function) | Same(presented, Host))));
    }

    private static bool Same(string presented, string key) =>
        CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(presented)),
            SHA256.HashData(Encoding.UTF8.GetBytes(key))
        );

    private static FunctionKeys Keep(string dataFolder)
    {
        Directory.CreateDirectory(dataFolder);
        var path = Path.Combine(dataFolder, FileName);
        if (!File.Exists(path))
            Write(path, new FunctionKeys(NewKey(), NewKey(), NewKey()));
        try
        {
            return
                JsonSerializer.Deserialize<FunctionKeys>(File.ReadAllText(path), JsonSerializerOptions.Web)
                    is { Function: not null, Host: not null, Master: not null } keys
                ? keys
                : throw new JsonException("a key is missing");
        }
        catch (JsonException exception)
        {
            throw new HostStartException($"{path} cannot be read ({exception.Message}): delete it, and new keys are made.", exception);
        }
    }

    // Written aside and moved into place, so that a kill cannot leave half a file and of two first starts one wins.
    private static void Write(string path, FunctionKeys keys)
    {
        var aside = path + "." + Convert.ToHexString(RandomNumberGenerator.GetBytes(4));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(aside, options))
            JsonSerializer.Serialize(file, keys, JsonSerializerOptions.Web);
        try
        {
            File.Move(aside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(aside);
        }
    }

    private static string NewKey() => Convert.ToHexString(RandomNumberGenerator.GetBytes(24));
}
