namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Chooses how HTTP functions see a request.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    /// <summary>Gives HTTP functions ASP.NET Core's request and results. The local worker always does.</summary>
    /// <param name="builder">The app's builder.</param>
    /// <returns>The same builder.</returns>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder) => builder;
}
