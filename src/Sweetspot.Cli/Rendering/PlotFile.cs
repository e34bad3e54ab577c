using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>A drawing that was asked for by <c>--plot</c>: SVG or PNG, by the file's ending.</summary>
internal static class PlotFile
{
    /// <summary>The option, and what is drawn.</summary>
    public static System.CommandLine.Option<string?> Option(string description) => new("--plot") { Description = description, HelpName = "file.svg|file.png" };

    /// <summary>Whether the drawing can be written there, asked before long work; leaves nothing.</summary>
    /// <exception cref="UserInputException">It has another ending, or cannot be written.</exception>
    public static void Check(string path, params IEnumerable<string?> inputs) => OutputFile.Check(path, Kind(path), inputs);

    /// <summary>Writes a drawing, over an older one.</summary>
    /// <exception cref="UserInputException">It cannot be written.</exception>
    public static void Write(string path, string svg)
    {
        var kind = Kind(path);
        if (kind == OutputKind.Plot)
        {
            using var file = OutputFile.Create(path, kind);
            file.Write(svg);
            return;
        }

        var picture = SvgPicture.Of(svg);
        OutputFile.Write(path, kind, picture.Png);
        if (picture.Missing.Count > 0)
        {
            Console.Error.WriteLine($"{path}: no font of this machine has {string.Join(' ', picture.Missing)}, drawn as boxes; install one, or draw to a file that ends in .svg.");
        }
    }

    private static OutputKind Kind(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".svg" => OutputKind.Plot,
        ".png" => OutputKind.Picture,
        _ => throw new UserInputException($"--plot: {path}: drawings are written as SVG or PNG; name a file that ends in .svg or .png."),
    };
}
