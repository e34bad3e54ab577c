using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>A study file: YAML in, <see cref="StudySpec"/> out, and back.</summary>
public static class StudyFile
{
    /// <summary>Reads a study file. Paths in it are relative to its folder, and come out absolute.</summary>
    /// <exception cref="UserInputException">Every problem of the file, each with line, column and key.</exception>
    public static StudySpec Load(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException([$"{path}: {(File.Exists(path) ? exception.Message : "no such file.")}"], exception);
        }

        return Parse(text, path, Path.GetDirectoryName(Path.GetFullPath(path)) ?? "");
    }

    /// <summary>Reads the text of a study file.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="fileName">Its name, for messages.</param>
    /// <param name="folder">Folder that is put before paths in it; empty to leave them as written.</param>
    /// <exception cref="UserInputException">Every problem of the file, each with line, column and key.</exception>
    public static StudySpec Parse(string text, string fileName, string folder)
    {
        var source = new YamlSource(fileName);
        var spec = new StudyReader(source, folder).Read(source.Root(text));
        foreach (var (place, message) in StudyChecks.Of(spec).Where(problem => !source.HasProblemAt(problem.Path)).ToList())
        {
            source.ReportAt(place, message);
        }

        return source.Problems.Count == 0 ? spec : throw new UserInputException(source.Problems);
    }

    /// <summary>A study as a file: what it was read from, with what was left out still left out.</summary>
    public static string ToYaml(StudySpec spec) => StudyWriter.Write(spec);
}
