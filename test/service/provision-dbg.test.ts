import mongoose from "mongoose";
test("client", async () => {
  const { BSON } = mongoose.mongo;
  const m = new Map<string, unknown>().set("driver", {name:"x"}); 
  console.log(BSON.serialize(m).byteLength, BSON.deserialize(BSON.serialize(m)), m instanceof Map, Object.prototype.toString.call(m));
  const { makeClientMetadata } = require("../../node_modules/mongoose/node_modules/mongodb/lib/cmap/handshake/client_metadata.js");
  console.log(await makeClientMetadata([], {appName:"", runtime: {os: require("node:os")}}));
  const c = new mongoose.mongo.MongoClient("mongodb://127.0.0.1:1/");
  console.log(await (c.options as any).metadata);
});
