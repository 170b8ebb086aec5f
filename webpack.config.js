"use strict";

const fs = require("node:fs");
const path = require("node:path");
const CopyPlugin = require("copy-webpack-plugin");
const MiniCssExtractPlugin = require("mini-css-extract-plugin");
const { optimize } = require("webpack");

const root = __dirname;
const dist = path.join(root, "dist");
const fromRoot = (...parts) => path.join(root, ...parts);

/** Types are checked by `npm run check`; the build only translates. */
const typescript = (configFile) => ({
  test: /\.m?ts$/,
  exclude: /node_modules/,
  loader: "ts-loader",
  options: {
    transpileOnly: true,
    configFile: fromRoot(configFile),
    compilerOptions: { noEmit: false, allowImportingTsExtensions: false },
  },
});

const common = (name, mode) => ({
  name,
  mode,
  context: root,
  devtool: mode === "development" ? "source-map" : "hidden-source-map",
  resolve: { extensions: [".ts", ".js"] },
  performance: { hints: false },
});

const nodeProgram = (name, entry, mode) => ({
  ...common(name, mode),
  target: "node22",
  entry,
  output: { path: dist, filename: "[name].js", library: { type: "commonjs2" } },
  externals: { vscode: "commonjs vscode" },
  module: { rules: [typescript("tsconfig.json")] },
  // Optional native speed-ups that packages look for and do without.
  ignoreWarnings: [/Can't resolve '(bufferutil|utf-8-validate)'/],
});

const singleFile = { plugins: [new optimize.LimitChunkCountPlugin({ maxChunks: 1 })] };

/** The entry stays small: each Azure SDK is a chunk of its own, loaded by `import()` when first used. */
const extension = (mode) => ({
  ...nodeProgram("extension", { extension: "./src/extension.ts" }, mode),
  output: {
    path: dist,
    filename: "[name].js",
    chunkFilename: "[name].js",
    library: { type: "commonjs2" },
  },
  optimization: {
    // The package names what it takes, so no chunk may be a number.
    chunkIds: "named",
    splitChunks: {
      chunks: "async",
      cacheGroups: {
        // Otherwise every SDK becomes a stub and a numbered vendor file.
        default: false,
        defaultVendors: false,
        azureCore: {
          name: "azure-core",
          minChunks: 2,
          priority: 10,
          reuseExistingChunk: true,
          test: /[\\/]node_modules[\\/](@azure[\\/](core-|logger|abort-)|@typespec[\\/]|tslib|https?-proxy-agent|agent-base|debug|ms)/,
        },
      },
    },
  },
});

const webview = (mode) => ({
  ...common("webview", mode),
  target: ["web", "es2022"],
  entry: { createProject: "./webview/createProject/main.ts" },
  output: { path: path.join(dist, "webview"), filename: "[name].js" },
  optimization: { splitChunks: false },
  module: {
    rules: [
      typescript("webview/tsconfig.json"),
      { test: /\.css$/, use: [MiniCssExtractPlugin.loader, "css-loader"] },
    ],
  },
  plugins: [
    new optimize.LimitChunkCountPlugin({ maxChunks: 1 }),
    new MiniCssExtractPlugin({ filename: "[name].css" }),
    new CopyPlugin({
      patterns: ["codicon.css", "codicon.ttf"].map((file) => ({
        from: fromRoot("node_modules/@vscode/codicons/dist", file),
      })),
    }),
  ],
});

const sandbox = (mode) => ({
  ...nodeProgram("sandbox", { sandbox: "./sandbox/main.ts" }, mode),
  ...singleFile,
});

const cli = (mode) => ({
  ...nodeProgram("cli", { esml: "./src/cli/main.ts" }, mode),
  ...singleFile,
});

/** The suite that runs inside VS Code: one file per test file, so that mocha loads them one by one. */
const extensionTests = (mode) => {
  const folder = "test/extension";
  const files = fs.readdirSync(fromRoot(folder)).filter((file) => file.endsWith(".ts"));
  const entries = files.map((file) => [file.slice(0, -3), `./${folder}/${file}`]);
  return {
    ...nodeProgram("extensionTests", Object.fromEntries(entries), mode),
    output: {
      path: fromRoot("out", "extension-tests"),
      filename: "[name].js",
      library: { type: "commonjs2" },
    },
    externals: { vscode: "commonjs vscode", mocha: "commonjs mocha" },
  };
};

const configurations = { extension, webview, sandbox, cli, extensionTests };

/** `ESML_BUILD` lists what to build, for example `sandbox,cli`; default: everything that ships. */
module.exports = (_environment, argv = {}) => {
  const names = (process.env.ESML_BUILD ?? "extension,webview,sandbox,cli").split(",");
  return names
    .map((name) => configurations[name](argv.mode ?? "production"))
    .filter((config) =>
      Object.values(config.entry).every((entry) => fs.existsSync(fromRoot(entry))),
    );
};
